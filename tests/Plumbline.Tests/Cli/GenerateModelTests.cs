using Plumbline.Alignment.Pairs;
using Plumbline.Cli;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Terminal;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Cli;

[LeavesNoTensors]
public sealed class GenerateModelTests : IDisposable
{
    private readonly TinyModel _model = new();

    private string Clip => Path.Combine(_model.Folder, "clip.mp4");

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task A_weight_that_is_no_number_is_named()
    {
        TinyModel.SaveModel(_model.ModelFile, model =>
            model.Denoiser.Parameters().First(weight => weight.Name == "blocks.1.attn2.to_q.weight").Value.AddInPlace(
                Tensor.Full([32, 32], double.NaN, DType.Float32, Device.Cpu)));

        var run = await GenerateAsync();

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains(
            "expected numbers in every weight, got infinite or undefined ones in denoiser.blocks.1.attn2.to_q.weight",
            run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Clip));
    }

    [Fact]
    public async Task A_checkpoint_that_was_cut_off_is_refused_with_its_name()
    {
        var bytes = await File.ReadAllBytesAsync(_model.ModelFile, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_model.ModelFile, bytes[..^1000], TestContext.Current.CancellationToken);

        var run = await GenerateAsync();

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains(_model.ModelFile, run.Error, StringComparison.Ordinal);
        Assert.Matches("'(text|denoiser)\\.[a-z0-9_.]+'", run.Error);
    }

    [Fact]
    public async Task Something_else_in_the_place_of_a_model_is_refused()
    {
        var run = await CommandLine.RunAsync(
            "generate", "a ball", "-o", Clip, "--model", Path.Combine(_model.Folder, "autoencoder.safetensors"),
            "--vae", _model.Folder);

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains(
            "expected kind plumbline.mini-model in the header, got plumbline.mini-autoencoder", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_autoencoder_of_another_model_is_refused()
    {
        var other = Path.Combine(_model.Folder, "other.safetensors");
        TinyModel.SaveAutoencoder(other, latentChannels: 8);

        var run = await GenerateAsync("--vae", other);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(
            "4 latent channels and 4 frames per latent frame, got 8 and 4", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_is_finished()
    {
        var token = TestContext.Current.CancellationToken;
        using var ctrlC = CancellationTokenSource.CreateLinkedTokenSource(token);
        var folder = Path.Combine(_model.Folder, "clips");
        var options = new GenerateOptions
        {
            Prompts = AlignmentPrompt.Numbered(["a ball"]),
            Output = folder,
            Count = 3,
            Seed = 1,
            Steps = 2,
            Guidance = 1,
            Sampler = "euler",
            Frames = 5,
            Size = new(32, 32),
            Compute = DType.Float32,
            Threads = 1,
        };
        using var model = LoadedModel.Load(ModelFiles.Find(_model.Folder, null, _model.Folder), DType.Float32);
        var plan = GenerationPlan.Make(options, model);
        await using var error = new StringWriter();
        using var line = new GenerationLine(error, isTerminal: false, TimeProvider.System, "");
        var run = new GenerationRun(new(model, options, _ => { }), options, line, _ => ctrlC.Cancel());

        Assert.Throws<OperationCanceledException>(() => run.Run(plan.Clips, ctrlC.Token));

        Assert.Single(run.Results);
        Assert.Equal(["seed_1.json", "seed_1.mp4"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.NotNull(ClipFiles.Finished(plan.Clips[0], options));
        Assert.Null(ClipFiles.Finished(plan.Clips[1], options));
    }

    [Fact]
    public async Task A_stopped_command_has_its_own_exit_code()
    {
        using var ctrlC = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        var run = await CommandLine.RunAsync(
            null, [
                "generate", "a ball", "-o", Path.Combine(_model.Folder, "clips"), "--model", _model.Folder, "--size",
                "128", "--steps", "100000"],
            ctrlC.Token);

        Assert.Equal((int)ExitCode.Cancelled, run.ExitCode);
        Assert.Contains("plumb: stopped.", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine> GenerateAsync(params string[] options) => CommandLine.RunAsync(
        [
            "generate", "a ball", "-o", Clip, "--model", _model.Folder, "--size", "32", "--frames", "5", "--steps", "2",
            .. options]);
}
