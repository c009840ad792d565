using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Pairs;

/// <summary>A very small model that answers to every condition, and runs of it in a folder of their own.</summary>
public sealed class TinyRun : IDisposable
{
    private static readonly WorldFormat Format = new(32, 32, 5);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("plumbline-candidates-");
    private readonly MiniModel _model;
    private readonly MiniAutoencoder _autoencoder;

    public TinyRun()
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(1, Device.Cpu);
        _model = MiniModel.Fresh(
            new() { Width = 32, Depth = 2, HeadCount = 2, LatentChannels = 4 }, new(CaptionGrammar.Vocabulary),
            Precision.Float32, generator);
        // Weights that begin as zeros would hide what they multiply.
        foreach (var (_, value) in _model.Parameters())
            value.AddInPlace(generator.Normal(value.Shape) * 0.1);
        _autoencoder = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
            weights => new MiniAutoencoder(weights, MiniAutoencoderConfig.Tiny));
        Model = new(
            new VideoGenerator(_model.Denoiser, _model.Text, _autoencoder), _autoencoder, "tiny model",
            "tiny autoencoder", Device.Cpu);
    }

    public static CandidateOptions Options => new() { Count = 3, Steps = 4, FrameCount = 5, Width = 32, Height = 32 };

    public CandidateModel Model { get; }

    public string PathOf(string name) => Path.Combine(_root.FullName, name);

    public CandidateFolder Begin(string name, CandidateOptions options, PairRules? rules = null, int worldCount = 2) =>
        CandidateFolder.Begin(
            PathOf(name), new(
                Model.Identity, Model.AutoencoderIdentity, Source(worldCount).Identity, options, rules,
                rules is null ? null : "any"),
            Source(worldCount));

    /// <summary>Every file of a run but the catalog and the lock, by its name.</summary>
    public IReadOnlyDictionary<string, string> Files(string name) => Directory
        .EnumerateFiles(PathOf(name), "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("run.", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(PathOf(name), file), file => Vision.Media.ContentHash.Sha256(file));

    public void Dispose()
    {
        _model.Dispose();
        _autoencoder.Dispose();
        _root.Delete(recursive: true);
    }

    private static PromptSource Source(int worldCount) =>
        PromptSource.OfWorlds(WorldSplit.Alignment, worldCount, 0, Format);
}
