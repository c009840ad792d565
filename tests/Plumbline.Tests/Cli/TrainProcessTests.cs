using System.Diagnostics;
using System.Globalization;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tests.Tensors;
using Plumbline.Tests.Tensors.Distributed;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class TrainProcessTests : IDisposable
{
    // Far more than any test lets a run take.
    private const string Endless = "1000000";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-processes");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_that_was_killed_resumes_to_the_same_bytes()
    {
        using (var process = PlumbProcess.Start(Arguments("killed", "40")))
        {
            await WaitForStepAsync("killed", process);
            process.Kill();
            await process.EndAsync();
        }

        var keptStep = StepOf("killed");
        var resumed = await CommandLine.RunAsync("train", "vae", "--out", Run("killed"), "--resume");
        await CommandLine.RunAsync(Arguments("whole", "40"));

        Assert.InRange(keptStep, 1, 39);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        foreach (var name in new[] { "state.safetensors", "model.safetensors" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(Run("whole"), name)), File.ReadAllBytes(
                Path.Combine(Run("killed"), name)));
    }

    [Fact]
    public async Task Two_processes_end_at_the_weights_of_one()
    {
        var arguments = Arguments("two", "6");
        var port = RankThreads.FreePort();
        using var first = PlumbProcess.StartRank(0, 2, port, [.. arguments, "--accumulation", "2"]);
        using var second = PlumbProcess.StartRank(1, 2, port, [.. arguments, "--accumulation", "2"]);
        var ends = await Task.WhenAll(first.EndAsync(), second.EndAsync());
        using var alone = PlumbProcess.StartRank(0, 1, port, [.. Arguments("one", "6"), "--accumulation", "2"]);
        var end = await alone.EndAsync();

        Assert.All([.. ends, end], each => Assert.True(each.ExitCode == 0, each.Error));
        using var two = Checkpoint.Open(State("two"));
        using var one = Checkpoint.Open(State("one"));
        Assert.Equal("6", two.Metadata["step"]);
        foreach (var name in one.Entries.Keys)
            Assert.True(Difference(one[name], two[name]) <= 1e-5, name);
    }

    [Fact]
    public async Task A_process_that_is_killed_ends_the_other_which_names_it()
    {
        var arguments = Arguments("killed", Endless);
        var port = RankThreads.FreePort();
        using var first = PlumbProcess.StartRank(0, 2, port, [.. arguments, "--accumulation", "2"]);
        using var second = PlumbProcess.StartRank(1, 2, port, [.. arguments, "--accumulation", "2"]);
        await WaitForStepAsync("killed", first, second);

        second.Kill();
        var killed = Stopwatch.GetTimestamp();
        var (exitCode, error) = await first.EndAsync();

        Assert.True(exitCode == 1, error);
        Assert.Contains(
            "Work of 2 processes: expected all of them, lost rank 1: it ended without a goodbye", error,
            StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(killed) < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Interrupting_one_process_stops_all_of_them_resumably()
    {
        var arguments = Arguments("stopped", Endless);
        var port = RankThreads.FreePort();
        using var first = PlumbProcess.StartRank(0, 2, port, [.. arguments, "--accumulation", "2"]);
        using var second = PlumbProcess.StartRank(1, 2, port, [.. arguments, "--accumulation", "2"]);
        await WaitForStepAsync("stopped", first, second);

        await second.InterruptAsync();
        var ends = await Task.WhenAll(first.EndAsync(), second.EndAsync());

        Assert.All(ends, end => Assert.True(end.ExitCode == 130, end.Error));
        Assert.Contains("--resume", ends[0].Error, StringComparison.Ordinal);
        var stoppedAt = StepOf("stopped");
        var resumed = await CommandLine.RunAsync(
            "train", "vae", "--out", Run("stopped"), "--resume", "--steps",
            (stoppedAt + 1).ToString(CultureInfo.InvariantCulture));
        Assert.True(resumed.ExitCode == 0, resumed.Error);
    }

    private static double Difference(CheckpointEntry left, CheckpointEntry right) =>
        left.ToFloats().Zip(right.ToFloats(), (one, other) => Math.Abs(one - other)).Max();

    private string[] Arguments(string name, string steps) =>
        ["train", "vae", "--preset", "smoke", "--out", Run(name), "--steps", steps];

    private string Run(string name) => Path.Combine(_folder.FullName, name);

    private string State(string name) => Path.Combine(Run(name), "state.safetensors");

    private long StepOf(string name)
    {
        using var state = Checkpoint.Open(State(name));
        return long.Parse(state.Metadata["step"], CultureInfo.InvariantCulture);
    }

    // A new run is saved at step 0 already; the first state after that is waited for.
    private async Task WaitForStepAsync(string name, params PlumbProcess[] processes)
    {
        while (!File.Exists(State(name)) || StepOf(name) == 0)
        {
            foreach (var process in processes)
                Assert.False(process.HasExited, process.HasExited ? (await process.EndAsync()).Error : "");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
