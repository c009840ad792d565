using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class EngineReportTests
{
    [Fact]
    public void The_report_says_what_runs_and_how_fast()
    {
        var report = EngineReport.Measure(64);

        Assert.NotNull(report.Engine);
        Assert.True(Version.Parse(report.Engine.CompiledForTorch) >= new Version(1, 13));
        Assert.True(report.Engine.ThreadCount >= 1);
        Assert.True(report.Engine.Float32GigaflopsPerSecond > 0);
        Assert.True(report.Engine.BFloat16GigaflopsPerSecond > 0);
        Assert.Contains(report.Library.Attempts, attempt => attempt.Outcome == "loaded");
    }

    [Fact]
    public void Whether_bfloat16_pays_follows_from_the_processors_instructions()
    {
        var sets = EngineReport.Measure(64).InstructionSets;

        Assert.Equal(
            sets.Contains("avx512_bf16") || sets.Contains("amx_bf16") || sets.Contains("bf16")
                ? DType.BFloat16
                : DType.Float32,
            EngineReport.FastestCompute());
    }

    [Fact]
    public void The_number_of_threads_can_be_changed()
    {
        var before = EngineThreads.Count;

        Assert.Equal(1, EngineThreads.Use(1));
        Assert.Equal(before, EngineThreads.Use(before));
    }

    [Fact]
    public void A_library_that_is_nowhere_leaves_every_path_and_reason()
    {
        LibrarySearch search = new(null, null, [new("/opt/a.so", "no such file"), new("b.so", "wrong ELF class")]);

        Assert.Contains(
            "\n  /opt/a.so: no such file\n  b.so: wrong ELF class\n", search.ToString(), StringComparison.Ordinal);
        Assert.Contains("PLUMBLINE_TORCH", search.ToString(), StringComparison.Ordinal);
    }
}
