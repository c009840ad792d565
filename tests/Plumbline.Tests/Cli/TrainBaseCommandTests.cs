using System.Text.Json.Nodes;
using Plumbline.Alignment.Training;
using Plumbline.Cli;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class TrainBaseCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-train");

    private string Run => Path.Combine(_folder.FullName, "run");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_smoke_preset_runs_the_whole_path()
    {
        var result = await CommandLine.RunAsync("train", "base", "--preset", "smoke", "--out", Run);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Path.Combine(Run, "model.safetensors"), result.Output.Trim());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Run, "samples"), "*.png").Length);
        using var model = MiniModelFile.Load(Path.Combine(Run, "model.safetensors"), Precision.Float32, Device.Cpu);
        Assert.Equal(32, model.Denoiser.Config.Width);
        Assert.Empty(
            model.Text.Vocabulary.Read("a red brick arch left of a blue box, the camera orbits right").Unknown);
        var clip = await CommandLine.RunAsync(
            "generate", "a red box, the camera rises", "-o", Path.Combine(Run, "clip.mp4"), "--model", Run, "--size",
            "32", "--frames", "5",
            "--steps", "2");
        Assert.True(clip.ExitCode == 0, clip.Error);
        var lint = await CommandLine.RunAsync("lint", "--base", Run, "--size", "32", "--frames", "5", "--json");
        // A model of twenty steps has an autoencoder that restores nothing; everything else must hold.
        Assert.Equal(["roundTrip"], JsonNode.Parse(lint.Output)!.AsArray()
            .Where(finding => finding!["state"]!.GetValue<string>() == "Failed").Select(
                finding => finding!["check"]!.GetValue<string>()));
        Assert.Equal(1, lint.ExitCode);
    }

    [Fact]
    public async Task Worlds_rates_and_times_can_be_chosen_and_are_kept()
    {
        var result = await CommandLine.RunAsync(
            "train", "base", "--preset", "smoke", "--out", Run, "--steps", "2", "--worlds", "5",
            "--learning-rate", "6e-4", "--time-shift", "0.2");

        Assert.True(result.ExitCode == 0, result.Error);
        var kept = BaseRecipe.Load(Run);
        Assert.Equal((5, 0.2), (kept.WorldCount, kept.Task.Objective.Flow.Shift));
        Assert.Equal(6e-4, kept.Training.LearningRate);
        Assert.Equal(2e-3, kept.Training.MatrixLearningRate!.Value, 1e-12);
    }

    [Fact]
    public async Task A_run_can_be_extended()
    {
        await CommandLine.RunAsync("train", "base", "--preset", "smoke", "--out", Run, "--steps", "4");

        var result = await CommandLine.RunAsync("train", "base", "--out", Run, "--resume", "--steps", "6");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("step 6/6", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_run_can_begin_with_a_model_of_another_size_and_without_epipolar_attention()
    {
        var (first, second) = (Path.Combine(_folder.FullName, "first"), Path.Combine(_folder.FullName, "second"));
        await CommandLine.RunAsync("train", "base", "--preset", "smoke", "--out", first, "--steps", "4");
        var model = Path.Combine(first, "model.safetensors");
        var autoencoder = Path.Combine(first, "autoencoder.safetensors");

        var grown = await CommandLine.RunAsync(
            "train", "base", "--preset", "smoke", "--size", "48", "--epipolar-depths", "3", "--vae", autoencoder,
            "--from", model, "--out", second, "--steps", "2");
        var wider = BaseRecipe.Smoke with { Network = BaseRecipe.Smoke.Network with { Width = 64 } };
        var failure = Assert.Throws<InvalidDataException>(() =>
            wider.Train(Run, autoencoder, TrainingStart.Fresh, new(TimeProvider.System), model));

        Assert.True(grown.ExitCode == 0, grown.Error);
        Assert.Equal(3, BaseRecipe.Load(second).Network.EpipolarDepths);
        Assert.Contains("Use the preset that it was trained with", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_stopped_while_it_trains_its_own_autoencoder_can_be_resumed()
    {
        using var stop = new CancellationTokenSource();
        var interrupted = CommandLine.RunAsync(
            null, ["train", "base", "--preset", "smoke", "--out", Run, "--steps", "4"], stop.Token);
        while (!File.Exists(Path.Combine(Run, "vae", "state.safetensors")) && !interrupted.IsCompleted)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var stopped = await interrupted;

        var again = await CommandLine.RunAsync("train", "base", "--preset", "smoke", "--out", Run);
        var resumed = await CommandLine.RunAsync("train", "base", "--out", Run, "--resume");

        Assert.True(stopped.ExitCode == (int)ExitCode.Cancelled, stopped.Error);
        Assert.Empty(stopped.Output);
        Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("expected a folder without a run, got one. Resume it", again.Error, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("step 4/4", resumed.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Run, "model.safetensors")));
    }

    [Theory]
    [InlineData("vae")]
    [InlineData("base")]
    [InlineData("dpo")]
    public async Task Help_names_the_standard_preset(string command)
    {
        var help = await CommandLine.RunAsync("train", command, "--help");

        Assert.Contains("[default: full]", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--vae: expected a trained autoencoder, got none", "--preset", "small")]
    [InlineData(
        "Leave out --preset, --from, --size, --worlds, --learning-rate, --time-shift, --epipolar-depths, --vae, "
        + "--recompute, --batch, --accumulation, --precision and --seed",
        "--resume", "--seed", "4")]
    [InlineData("--steps: expected at least 1, got 0", "--preset", "smoke", "--steps", "0")]
    public async Task What_cannot_be_done_is_said_before_anything_starts(string message, params string[] options)
    {
        var result = await CommandLine.RunAsync(["train", "base", "--out", Run, .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
    }
}
