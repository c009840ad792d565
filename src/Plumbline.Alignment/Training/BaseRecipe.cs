using System.Text.Json;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>Everything that decides what a base model becomes: its sizes, its clips and how it is trained.</summary>
/// <remarks>
/// The folder of the run keeps the recipe and a copy of the autoencoder, so that a run is resumed, and its model used, with
/// the autoencoder that it began with.
/// </remarks>
public sealed record BaseRecipe
{
    private const string FileName = "recipe.json";
    private const string AutoencoderName = "autoencoder.safetensors";
    private const string WorldsName = "worlds";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The whole path in seconds: a tiny network on tiny clips.</summary>
    public static BaseRecipe Smoke { get; } = new()
    {
        Network = new() { Width = 32, Depth = 2, HeadCount = 2, LatentChannels = MiniAutoencoderConfig.Tiny.LatentChannels },
        Size = 32,
        FrameCount = 5,
        WorldCount = 32,
        Compute = DType.Float32,
        Task = new() { HeldOutClips = 2, PicturedClips = 1, InspectionSteps = 4 },
        Training = new() { Steps = 20, BatchSize = 2, WarmupSteps = 2, LearningRate = 3e-3, MatrixLearningRate = 1e-2, AverageDecay = 0.9, LogEverySteps = 5, InspectEverySteps = 10, Beta2 = 0.95 },
    };

    /// <summary>Width 128 and 6 blocks on clips of 64 × 64 pixels.</summary>
    public static BaseRecipe Small { get; } = new()
    {
        Network = MiniDenoiserConfig.Tiny,
        Size = 64,
        Training = new() { Steps = 50_000, BatchSize = 8, WarmupSteps = 500, AverageDecay = 0.9995, InspectEverySteps = 2_000, Beta2 = 0.95 },
    };

    /// <summary>The standard network on clips of 128 × 128 pixels, as the committed model is trained.</summary>
    public static BaseRecipe Full { get; } = new()
    {
        Training = new() { Steps = 100_000, BatchSize = 4, WarmupSteps = 500, AverageDecay = 0.9995, InspectEverySteps = 2_000, Beta2 = 0.95 },
    };

    /// <summary>Sizes of the denoiser.</summary>
    public MiniDenoiserConfig Network { get; init; } = MiniDenoiserConfig.Standard;

    /// <summary>Width and height of the clips in pixels, a multiple of 16; default 128.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Frames of each clip, 1 + 4k; default 17.</summary>
    public int FrameCount { get; init; } = 17;

    /// <summary>Whether matrix products are computed in float32 or in bfloat16; default bfloat16.</summary>
    public DType Compute { get; init; } = DType.BFloat16;

    /// <summary>Worlds that are rendered, encoded once and learnt from again and again; default 16,384.</summary>
    public int WorldCount { get; init; } = 16_384;

    /// <summary>What is taught, and how it is looked at.</summary>
    public BaseTaskOptions Task { get; init; } = new();

    /// <summary>How the network is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static BaseRecipe Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"Resume {folder}: expected a run with {FileName}, got none. Start one first.");
        try
        {
            return JsonSerializer.Deserialize<BaseRecipe>(File.ReadAllText(path), Json)
                ?? throw new JsonException("The file says null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Resume {folder}: expected {FileName} to hold a recipe, got: {exception.Message}", exception);
        }
    }

    /// <summary>Trains by this recipe.</summary>
    /// <param name="folder">Folder of the run; made when missing.</param>
    /// <param name="autoencoderPath">The autoencoder to begin with; not read when a run is resumed.</param>
    /// <param name="start">Whether the run is new.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="timeLimit">Time allowed; none when absent.</param>
    /// <param name="progress">Told every few steps.</param>
    /// <param name="encoding">Told how many worlds are encoded, before the first step.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder and <paramref name="start"/> do not fit together, or the autoencoder has other channels.
    /// </exception>
    public TrainingEnd Train(
        string folder, string? autoencoderPath, TrainingStart start, TimeProvider clock, TimeSpan? timeLimit = null,
        IProgress<TrainingStep>? progress = null, IProgress<int>? encoding = null, CancellationToken token = default)
    {
        TrainingFolder.Require(folder, start);
        Directory.CreateDirectory(folder);
        var kept = Path.Combine(folder, AutoencoderName);
        if (start == TrainingStart.Fresh)
            File.Copy(autoencoderPath ?? throw new ArgumentNullException(nameof(autoencoderPath)), kept, overwrite: true);
        var precision = new Precision(DType.Float32, Compute, DType.Float32);
        using var autoencoder = MiniAutoencoderFile.Load(kept, precision, Device.Cpu);
        if (autoencoder.LatentChannels != Network.LatentChannels)
            throw new InvalidDataException($"Train in {folder}: expected an autoencoder of {Network.LatentChannels} latent channels, got {autoencoder.LatentChannels}. Choose the autoencoder of the same preset.");
        using var generator = new Generator(StepSeed.Of(Training.Seed, -1, 0), Device.Cpu);
        using var model = MiniModel.Fresh(Network, new(CaptionGrammar.Vocabulary), precision, generator);
        var format = new WorldFormat(Size, Size, FrameCount);
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));
        using var worlds = EncodedWorlds.Open(
            Path.Combine(folder, WorldsName), autoencoder, format, WorldCount, encoding, token);
        var task = new BaseTask(model, autoencoder, worlds, format, Task);
        var loop = new TrainingLoop<BaseSample>(task, Training, folder, clock);
        return loop.Run(start, timeLimit, progress, token);
    }
}
