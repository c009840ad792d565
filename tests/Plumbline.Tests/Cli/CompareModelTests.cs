using System.Text.Json;
using Plumbline.Cli;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Tests.Cli;

public sealed class CompareModelTests : IDisposable
{
    private readonly TinyModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task An_adapter_is_compared_with_its_base_and_a_second_run_makes_nothing()
    {
        var adapter = SaveAdapter();

        var run = await CompareAsync(adapter);
        var first = await File.ReadAllTextAsync(
            Path.Combine(_model.Folder, "out", "comparison.json"), TestContext.Current.CancellationToken);
        var again = await CompareAsync(adapter);

        Assert.True(run.ExitCode == (int)ExitCode.Success, run.Error);
        using var json = JsonDocument.Parse(first);
        Assert.Equal(4, json.RootElement.GetProperty("pairs").GetInt32());
        var metrics = json.RootElement.GetProperty("metrics");
        Assert.All(
            (string[])[
                "geometry.scored", "subspace.scored", "camera.rightDirection", "sharpness", "firstFramePsnr",
                "caption.accuracy"],
            name => Assert.True(metrics.TryGetProperty(name, out _), name));
        // The adapter changes what is seen.
        Assert.NotEqual(0, metrics.GetProperty("sharpness").GetProperty("difference").GetDouble());
        Assert.Equal(first, await File.ReadAllTextAsync(
            Path.Combine(_model.Folder, "out", "comparison.json"), TestContext.Current.CancellationToken));
        Assert.Equal(run.Output, again.Output);
    }

    [Fact]
    public async Task A_missing_adapter_is_an_error_and_never_the_base()
    {
        var run = await CompareAsync(Path.Combine(_model.Folder, "nothing"));

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains("adapter_config.json", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare", "--lora", "a", "--out")]
    [InlineData("compare", "one-folder", "two folders")]
    public async Task Half_a_question_is_bad_usage(params string[] words)
    {
        var run = await CommandLine.RunAsync(words[..^1]);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(words[^1], run.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine> CompareAsync(string adapter) => CommandLine.RunAsync(
        "compare", "--base", _model.Folder, "--lora", adapter, "--prompts", "worlds:2", "--seeds", "2", "--steps", "2",
        "--size", "64",
        "--precision", "float32", "--threads", "1", "--out", Path.Combine(_model.Folder, "out"));

    private string SaveAdapter()
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(3, Device.Cpu);
        using var model = MiniModelFile.Load(_model.ModelFile, Precision.Float32, Device.Cpu);
        var adapter = NetworkAdapter.Attach(
            model.Denoiser,
            LoraConfig.For(model.Denoiser, LoraPlacement.Attention) with { Rank = 2, Alpha = 4 }, generator);
        foreach (var factor in adapter.Factors())
            factor.Value.AddInPlace(generator.Normal(factor.Value.Shape) * 0.3);
        var folder = Path.Combine(_model.Folder, "adapter");
        adapter.Save(folder);
        return folder;
    }
}
