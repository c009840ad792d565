using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class TrainVaeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-train");

    private string Run => Path.Combine(_folder.FullName, "run");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_smoke_preset_runs_the_whole_path()
    {
        var result = await CommandLine.RunAsync("train", "vae", "--preset", "smoke", "--out", Run);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Path.Combine(Run, "model.safetensors"), result.Output.Trim());
        Assert.Contains("PSNR", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Run, "samples"), "*.png").Length);
        Assert.Single(Directory.GetFiles(Run, "events.out.tfevents.*"));
        using var model = MiniAutoencoderFile.Load(
            Path.Combine(Run, "model.safetensors"), Precision.Float32, Device.Cpu);
        Assert.Equal(MiniAutoencoderConfig.Tiny, model.Config);
    }

    [Fact]
    public async Task A_run_can_be_extended()
    {
        await CommandLine.RunAsync("train", "vae", "--preset", "smoke", "--out", Run, "--steps", "4");

        var result = await CommandLine.RunAsync("train", "vae", "--out", Run, "--resume", "--steps", "8");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("step 8/8", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_can_be_ended_before_its_warm_up_is()
    {
        // The preset warms up for two steps; this ends after none or one.
        await CommandLine.RunAsync("train", "vae", "--preset", "smoke", "--out", Run, "--time", "0.001s");

        var result = await CommandLine.RunAsync("train", "vae", "--out", Run, "--resume", "--steps", "2");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("step 2/2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_not_there_cannot_be_resumed()
    {
        var result = await CommandLine.RunAsync("train", "vae", "--out", Run, "--resume");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("expected a run with recipe.json, got none", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--size: expected a multiple of 16, got 36", "--size", "36")]
    [InlineData("--steps: expected at least 1, got 0", "--steps", "0")]
    [InlineData("--time: expected a time above 0 such as 45s, 60m or 8h, got soon", "--time", "soon")]
    [InlineData(
        "Leave out --preset, --from, --size, --batch, --accumulation, --precision and --seed", "--resume", "--seed", "4")]
    public async Task What_cannot_be_done_is_said_before_anything_starts(string message, params string[] options)
    {
        var result = await CommandLine.RunAsync(["train", "vae", "--out", Run, .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
    }
}
