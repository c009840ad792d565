using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Cli;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class LoraCommandTests : IDisposable
{
    private readonly TinyModel _model = new();

    private string Adapter => At("adapter");

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task On_and_merged_give_the_same_clip_and_off_gives_the_base()
    {
        SaveAdapter(Adapter);
        var merged = await CommandLine.RunAsync(
            "merge", "--model", _model.Folder, "--lora", Adapter, "-o", At("merged.safetensors"));
        await GenerateAsync("base");

        await GenerateAsync("on", "--lora", Adapter);
        await GenerateAsync("off", "--lora", Adapter, "--lora-weight", "0");
        await GenerateAsync("merged", "--model", At("merged.safetensors"));

        Assert.True(merged.ExitCode == 0, merged.Error);
        Assert.Equal(At("merged.safetensors"), merged.Output.Trim());
        Assert.Equal(Latents("base"), Latents("off"));
        Assert.NotEqual(Latents("base"), Latents("on"));
        Assert.Equal(Latents("on"), Latents("merged"), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public async Task A_weight_means_the_same_in_both_commands()
    {
        SaveAdapter(Adapter);
        await CommandLine.RunAsync(
            "merge", "--model", _model.Folder, "--lora", Adapter, "--lora-weight", "0.4", "-o",
            At("merged.safetensors"));

        await GenerateAsync("on", "--lora", Adapter, "--lora-weight", "0.4");
        await GenerateAsync("merged", "--model", At("merged.safetensors"));

        Assert.Equal(Latents("on"), Latents("merged"), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public async Task The_record_names_the_adapter_and_its_weight()
    {
        SaveAdapter(Adapter);

        await GenerateAsync("on", "--lora", Adapter, "--lora-weight", "0.5");
        await GenerateAsync("base");

        using var document = JsonDocument.Parse(File.ReadAllText(At("on.json")));
        var record = JsonNode.Parse(File.ReadAllText(At("on.json")))!;
        Assert.Equal(NetworkAdapter.Sha256(Adapter), (string)record["loraSha256"]!);
        Assert.Equal(0.5, (double)record["loraWeight"]!);
        Assert.Null(JsonNode.Parse(File.ReadAllText(At("base.json")))!["loraSha256"]);
        Assert.Empty(JsonSchema.Load(RepositoryFiles.PathOf("docs/schema/clip.schema.json"))
            .Validate(document.RootElement));
    }

    [Fact]
    public async Task A_missing_adapter_is_an_error_and_no_clip_is_made()
    {
        var generated = await RunAsync("on", "--lora", At("none"));
        var merged = await CommandLine.RunAsync(
            "merge", "--model", _model.Folder, "--lora", At("none"), "-o", At("merged.safetensors"));

        Assert.Equal((int)ExitCode.SomeFailed, generated.ExitCode);
        Assert.Contains("adapter_config.json and adapter_model.safetensors", generated.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("on.mp4")));
        Assert.Equal((int)ExitCode.SomeFailed, merged.ExitCode);
        Assert.False(File.Exists(At("merged.safetensors")));
    }

    [Fact]
    public async Task An_adapter_of_another_model_of_the_same_shape_is_used_and_said()
    {
        SaveAdapter(Adapter, "sha256:0000");

        var run = await RunAsync("on", "--lora", Adapter);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("the adapter was trained on another model than this one", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weight_without_an_adapter_and_a_merge_into_the_model_itself_are_refused()
    {
        SaveAdapter(Adapter);

        var weighed = await RunAsync("on", "--lora-weight", "0.5");
        var merged = await CommandLine.RunAsync(
            "merge", "--model", _model.Folder, "--lora", Adapter, "-o", _model.ModelFile);

        Assert.Equal(((int)ExitCode.BadUsage, (int)ExitCode.BadUsage), (weighed.ExitCode, merged.ExitCode));
        Assert.Contains("--lora-weight: expected an adapter that it weighs", weighed.Error, StringComparison.Ordinal);
        Assert.Contains("got the model itself", merged.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float32", LoraPlacement.Attention, 1e-3)]
    [InlineData("float32", LoraPlacement.AttentionAndMlp, 1e-3)]
    [InlineData("float16", LoraPlacement.SelfAttention, 1e-2)]
    public async Task The_sum_of_adapters_is_what_they_do_together(
        string type, LoraPlacement placement, double tolerance)
    {
        SaveAdapter(Adapter);
        SaveAdapter(At("other"), seed: 5, placement: placement);
        string[] both = [
            "--lora", Adapter, "--lora", At("other"), "--lora-weight", "0.5", "--lora-weight", "0.8"];

        var sum = await CommandLine.RunAsync(["merge", .. both, "-o", At("sum"), "--precision", type]);
        await CommandLine.RunAsync(["merge", "--model", _model.Folder, .. both, "-o", At("merged.safetensors")]);
        await GenerateAsync("sum", "--lora", At("sum"));
        await GenerateAsync("merged", "--model", At("merged.safetensors"));
        await GenerateAsync("one", "--lora", Adapter, "--lora-weight", "0.5");

        Assert.True(sum.ExitCode == 0, sum.Error);
        Assert.Equal(At("sum"), sum.Output.Trim());
        Assert.Equal(Latents("sum"), Latents("merged"), (a, b) => Math.Abs(a - b) < tolerance);
        Assert.NotEqual(Latents("sum"), Latents("one"));
        Assert.Equal(8, (int)JsonNode.Parse(File.ReadAllText(At("sum/adapter_config.json")))!["r"]!);
    }

    [Fact]
    public async Task Adapters_that_do_not_fit_together_are_refused()
    {
        SaveAdapter(Adapter);
        SaveAdapter(At("elsewhere"), "sha256:0000");
        File.WriteAllText(At("file"), "");

        async Task<string> SumAsync(params string[] options)
        {
            string[] output = options.Contains("-o") ? [] : ["-o", At("sum")];
            var run = await CommandLine.RunAsync(["merge", "--lora", Adapter, .. output, .. options]);
            Assert.NotEqual(0, run.ExitCode);
            return run.Error;
        }

        Assert.Contains("Add adapters of one base.", await SumAsync("--lora", At("elsewhere")), StringComparison.Ordinal);
        Assert.Contains(
            "expected one for all adapters or one for each of 1, got 2",
            await SumAsync("--lora-weight", "1", "--lora-weight", "2"), StringComparison.Ordinal);
        Assert.Contains(
            "--lora-weight: expected a number such as 2.5, got '0,5'", await SumAsync("--lora-weight", "0,5"),
            StringComparison.Ordinal);
        Assert.Contains(
            "--lora-weight: expected a number such as 2.5, got 'NaN'",
            await SumAsync("--lora-weight", "1", "--lora-weight", "NaN"), StringComparison.Ordinal);
        Assert.Contains("got one of them", await SumAsync("-o", Adapter), StringComparison.Ordinal);
        Assert.Contains("expected a folder to write", await SumAsync("-o", At("file")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("sum")));
    }

    private void SaveAdapter(
        string folder, string? revision = null, ulong seed = 3, LoraPlacement placement = LoraPlacement.Attention)
    {
        using var scope = new TensorScope();
        using var model = MiniModelFile.Load(_model.ModelFile, Precision.Float32, Device.Cpu);
        using var generator = new Generator(seed, Device.Cpu);
        var adapter = NetworkAdapter.Attach(
            model.Denoiser, LoraConfig.For(model.Denoiser, placement) with
            {
                Rank = 4,
                BaseName = "model.safetensors",
                BaseRevision = revision,
            }, generator);
        using var paused = new RecordingScope(GradientRecording.Off);
        foreach (var (_, value) in adapter.Factors())
            value.AddInPlace(generator.Normal(value.Shape) * 0.05);
        adapter.Save(folder);
    }

    private string At(string name) => Path.Combine(_model.Folder, name);

    private async Task GenerateAsync(string name, params string[] options)
    {
        var run = await RunAsync(name, options);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private Task<CommandLine> RunAsync(string name, params string[] options)
    {
        string[] model = options.Contains("--model")
            ? ["--vae", _model.Folder + "/autoencoder.safetensors"]
            : ["--model", _model.Folder];
        return CommandLine.RunAsync(
            [
                "generate", "a red box", "-o", At($"{name}.mp4"), "--latents", "--precision", "float32", "--size", "32",
                "--frames", "5", "--steps", "2", .. model, .. options]);
    }

    private float[] Latents(string name)
    {
        using var file = Checkpoint.Open(At($"{name}.safetensors"));
        return file["latents"].ToFloats();
    }
}
