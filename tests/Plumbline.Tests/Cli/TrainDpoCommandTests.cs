using System.Text.Json.Nodes;
using Plumbline.Cli;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class TrainDpoCommandTests : IDisposable
{
    private readonly TinyModel _model = new();

    private string Adapter => Path.Combine(_model.Folder, "run", "round-1", "adapter");

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("dpo")]
    [InlineData("dense-dpo")]
    [InlineData("sft")]
    public async Task The_smoke_preset_trains_an_adapter_that_generates(string objective)
    {
        var result = await TrainAsync("--objective", objective);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Path.Combine(Adapter, "adapter_model.safetensors"), result.Output.Trim());
        Assert.Contains("winners of held-out prompts gained on losers in", result.Error, StringComparison.Ordinal);
        Assert.Equal(objective == "sft", !File.Exists(Path.Combine(Adapter, "beta.json")));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Adapter, "adapter_config.json")))!;
        Assert.StartsWith("sha256:", (string)config["revision"]!, StringComparison.Ordinal);
        var clip = await CommandLine.RunAsync(
            "generate", "a red box", "-o", Path.Combine(_model.Folder, "clip.mp4"), "--model", _model.Folder, "--lora",
            Adapter, "--size", "32", "--frames",
            "5", "--steps", "2");
        Assert.True(clip.ExitCode == 0, clip.Error);
        Assert.DoesNotContain("another model", clip.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_can_be_extended_and_says_how_strongly_the_preference_is_felt()
    {
        await TrainAsync("--beta", "1e-6", "--steps", "5", "--time-shift", "0.5");

        var result = await CommandLine.RunAsync("train", "dpo", "--out", Adapter, "--resume", "--steps", "10");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("step 10/10", result.Error, StringComparison.Ordinal);
        Assert.Contains("the preference is not felt: mean |logit| 0", result.Error, StringComparison.Ordinal);
        var recipe = JsonNode.Parse(File.ReadAllText(Path.Combine(Adapter, "recipe.json")))!;
        Assert.Equal(0.5, (double)recipe["Task"]!["Flow"]!["Shift"]!);
    }

    [Fact]
    public async Task A_run_can_go_on_from_an_adapter()
    {
        await TrainAsync("--rank", "3", "--steps", "5");
        var second = Path.Combine(_model.Folder, "run", "round-2", "adapter");

        var result = await CommandLine.RunAsync(
            "train", "dpo", "--preset", "smoke", "--base", _model.Folder, "--pairs",
            TinyPairs.Write(Path.Combine(_model.Folder, "run")), "--from", Adapter,
            "--out", second, "--steps", "5");

        Assert.True(result.ExitCode == 0, result.Error);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(second, "adapter_config.json")))!;
        Assert.Equal((3, 6.0), ((int)config["r"]!, (double)config["lora_alpha"]!));
        Assert.Equal(
            NetworkAdapter.Sha256(Adapter).Length, NetworkAdapter.Sha256(Path.Combine(second, "start")).Length);
    }

    [Theory]
    [InlineData("demo", null)]
    [InlineData("smoke", DType.Float32)]
    [InlineData("demo", DType.BFloat16, "--precision", "bfloat16")]
    public async Task Without_another_word_the_type_is_the_processors_fastest(
        string preset, DType? expected, params string[] options)
    {
        var result = await CommandLine.RunAsync(
            [
                "train", "dpo", "--preset", preset, "--base", _model.Folder, "--pairs",
                TinyPairs.Write(Path.Combine(_model.Folder, "run")), "--out", Adapter, "--steps", "2", "--beta", "100",
                .. options]);

        Assert.True(result.ExitCode == 0, result.Error);
        var recipe = JsonNode.Parse(File.ReadAllText(Path.Combine(Adapter, "recipe.json")))!;
        Assert.Equal((int)(expected ?? EngineReport.FastestCompute()), (int)recipe["Compute"]!);
    }

    [Fact]
    public async Task What_has_changed_since_the_run_began_is_refused()
    {
        await TrainAsync("--steps", "5");
        TinyModel.SaveModel(_model.ModelFile, model => model.Denoiser.Parameters().First().Value.MultiplyInPlace(2));

        var result = await CommandLine.RunAsync("train", "dpo", "--out", Adapter, "--resume", "--steps", "10");

        Assert.Equal((int)ExitCode.SomeFailed, result.ExitCode);
        Assert.Contains(
            "expected the file that the run began with, got another", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clips_that_are_missing_or_changed_or_have_no_map_are_listed()
    {
        var pairs = TinyPairs.Write(Path.Combine(_model.Folder, "run"), hasMaps: false);
        var folder = Path.Combine(_model.Folder, "run", "round-1", "candidates");
        File.Delete(Path.Combine(folder, "prompt 0", "seed_0.safetensors"));
        File.AppendAllText(Path.Combine(folder, "prompt 1", "seed_3.safetensors"), "x");

        var result = await CommandLine.RunAsync(
            "train", "dpo", "--preset", "smoke", "--base", _model.Folder, "--pairs", pairs, "--out", Adapter,
            "--objective", "dense-dpo");

        Assert.Equal((int)ExitCode.SomeFailed, result.ExitCode);
        Assert.Contains("seed_0.safetensors is not there", result.Error, StringComparison.Ordinal);
        Assert.Contains("seed_3.safetensors has changed", result.Error, StringComparison.Ordinal);
        Assert.Contains("seed_2.safetensors was judged without a map", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Adapter));
    }

    [Theory]
    [InlineData("--beta: expected auto or a number above 0, got -1", "--beta", "-1")]
    [InlineData(
        "--label-smoothing: expected at least 0 and below 0.5, got 0.7", "--label-smoothing", "0.7")]
    [InlineData("--rank: expected at least 1, got 0", "--rank", "0")]
    public async Task What_cannot_be_done_is_refused(string message, params string[] options)
    {
        var result = await CommandLine.RunAsync(["train", "dpo", "--pairs", _model.ModelFile, .. options]);
        var without = await CommandLine.RunAsync("train", "dpo");

        Assert.Equal(((int)ExitCode.BadUsage, (int)ExitCode.BadUsage), (result.ExitCode, without.ExitCode));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "--pairs: expected a list of preference pairs, got none", without.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--targets", "attn9.to_q", "expected at least one chosen layer, got none of")]
    [InlineData("--first-block", "99", "expected layers in block 99 or later, got")]
    [InlineData("--batch", "0", "--batch: expected at least 1")]
    [InlineData("--time-shift", "0", "--time-shift: expected at least 0.01, got 0.")]
    public async Task Layers_and_batches_that_are_not_there_are_refused(string option, string value, string message)
    {
        var result = await TrainAsync(option, value);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine> TrainAsync(params string[] options) => CommandLine.RunAsync(
        [
            "train", "dpo", "--preset", "smoke", "--base", _model.Folder, "--pairs",
            TinyPairs.Write(Path.Combine(_model.Folder, "run")), "--out", Adapter, .. options]);
}
