using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Evaluation;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Evaluation;

[LeavesNoTensors]
public sealed class BaseQualityRunTests : IDisposable
{
    private static readonly QualityProtocol Protocol = new()
    {
        Clips = 16,
        PromptClips = 16,
        JudgedWorlds = 0,
        SeedsPerWorld = 2,
        Steps = 1,
        Guidance = 1,
        Format = new(64, 64),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-quality");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_run_that_was_stopped_goes_on_and_gives_the_same_numbers()
    {
        var run = Run();
        using var stop = new CancellationTokenSource();
        using var pieces = RunCatalog.Open(PathOf("pieces.sqlite"));
        using var whole = RunCatalog.Open(PathOf("whole.sqlite"));

        Assert.Throws<OperationCanceledException>(() => run.Execute(
            pieces, new Immediate(value => { if (value is { Stage: "image", Done: 5 }) stop.Cancel(); }), stop.Token));
        var kept = pieces.Count("image");
        var resumed = run.Execute(pieces);
        var uninterrupted = run.Execute(whole);

        Assert.Equal(5, kept);
        Assert.Equal(QualityJson.Write(uninterrupted), QualityJson.Write(resumed));
        Assert.Equal(16, resumed.ImageDistance.Clips);
        Assert.Equal(16, resumed.FirstFrameDecibels.Count);
        Assert.Null(resumed.Judge.Gap);
        Assert.Contains("**missed**", BaseQualityMarkdown.Write(resumed));
    }

    [Fact]
    public void A_card_shows_the_clips_that_were_measured()
    {
        using var catalog = RunCatalog.Open(PathOf("run.sqlite"));
        var card = PathOf("card");

        Run().DrawCard(card, catalog);

        Assert.Equal(
            [
                "captions.txt", "clip-1.mp4", "clip-2.mp4", "clip-3.mp4", "clip-4.mp4", "clip-5.mp4", "clip-6.mp4",
                "contact-sheet.png"],
            Directory.GetFiles(card).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_autoencoder_is_measured_clip_by_clip()
    {
        WriteModels();
        using var catalog = RunCatalog.Open(PathOf("run.sqlite"));
        var run = new AutoencoderQualityRun(PathOf("vae"), PathOf("classifier"), 16, 0, Protocol.Format, DType.Float32);

        var report = run.Execute(catalog);

        Assert.Equal(
            (16, 16, 0), (report.PeakSignalToNoiseDecibels.Count, report.Distance!.Clips, report.ScoreChanges.Count));
        Assert.Equal(16, catalog.Count("decoded"));
        Assert.Equal(QualityJson.Write(report), QualityJson.Write(run.Execute(catalog)));
        Assert.Contains("mean PSNR", AutoencoderQualityMarkdown.Write(report));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private BaseQualityRun Run()
    {
        WriteModels();
        return new(PathOf("model"), PathOf("vae"), PathOf("classifier"), Protocol, DType.Float32);
    }

    private void WriteModels()
    {
        using var generator = new Generator(1, Device.Cpu);
        using var model = MiniModel.Fresh(
            new() { Width = 32, Depth = 1, HeadCount = 2, LatentChannels = MiniAutoencoderConfig.Tiny.LatentChannels },
            new(CaptionGrammar.Vocabulary), Precision.Float32, generator);
        using var autoencoder = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
            weights => new MiniAutoencoder(weights, MiniAutoencoderConfig.Tiny));
        using var classifier = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
            weights => new WorldClassifier(weights, WorldClassifierConfig.Tiny));
        MiniModelFile.Save(model, PathOf("model"), DType.Float32);
        MiniAutoencoderFile.Save(autoencoder, PathOf("vae"), DType.Float32);
        WorldClassifierFile.Save(classifier, PathOf("classifier"), DType.Float32);
    }

    private sealed class Immediate(Action<QualityProgress> told) : IProgress<QualityProgress>
    {
        public void Report(QualityProgress value) => told(value);
    }
}
