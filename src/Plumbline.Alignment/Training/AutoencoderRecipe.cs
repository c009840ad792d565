using System.Text.Json;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>Everything that decides what an autoencoder becomes: its sizes, its clips and how it is trained.</summary>
public sealed record AutoencoderRecipe
{
    private const string FileName = "recipe.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The whole path in seconds: a tiny network on tiny clips.</summary>
    public static AutoencoderRecipe Smoke { get; } = new()
    {
        Network = MiniAutoencoderConfig.Tiny,
        Size = 32,
        FrameCount = 5,
        HeldOutClips = 2,
        Training = new() { Steps = 20, BatchSize = 2, WarmupSteps = 2, LearningRate = 3e-3, MatrixLearningRate = 1e-2, AverageDecay = 0.9, LogEverySteps = 5, InspectEverySteps = 10 },
    };

    /// <summary>The standard network on clips of 64 × 64 pixels.</summary>
    public static AutoencoderRecipe Small { get; } = new()
    {
        Size = 64,
        Training = new() { Steps = 20_000, BatchSize = 8, LearningRate = 5e-4 },
    };

    /// <summary>The standard network on clips of 128 × 128 pixels, as the committed model is trained.</summary>
    public static AutoencoderRecipe Full { get; } = new()
    {
        Training = new() { Steps = 6_000, BatchSize = 2, LearningRate = 1e-3, MatrixLearningRate = 4e-3, WarmupSteps = 100 },
    };

    /// <summary>The decoder of a trained autoencoder alone, as the committed model was finished.</summary>
    public static AutoencoderRecipe Decoder { get; } = new()
    {
        Part = AutoencoderPart.Decoder,
        Training = new() { Steps = 6_000, BatchSize = 2, LearningRate = 5e-4, MatrixLearningRate = 2e-3, WarmupSteps = 100 },
    };

    /// <summary>Sizes of the network.</summary>
    public MiniAutoencoderConfig Network { get; init; } = MiniAutoencoderConfig.Standard;

    /// <summary>Width and height of the clips in pixels, a multiple of 16; default 128.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Frames of each clip, 1 + 4k; default 17.</summary>
    public int FrameCount { get; init; } = 17;

    /// <summary>Held-out clips that are measured; default 8.</summary>
    public int HeldOutClips { get; init; } = 8;

    /// <summary>What is trained; a decoder alone needs a model to begin with. Default encoder and decoder.</summary>
    public AutoencoderPart Part { get; init; } = AutoencoderPart.Whole;

    /// <summary>Whether convolutions are computed in float32 or, twice as fast, in bfloat16; default bfloat16.</summary>
    public DType Compute { get; init; } = DType.BFloat16;

    /// <summary>How the network is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static AutoencoderRecipe Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"Resume {folder}: expected a run with {FileName}, got none. Start one first.");
        try
        {
            return JsonSerializer.Deserialize<AutoencoderRecipe>(File.ReadAllText(path), Json)
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
    /// <param name="start">Whether the run is new.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="timeLimit">Time allowed; none when absent.</param>
    /// <param name="progress">Told every few steps.</param>
    /// <param name="beginning">An exported model whose weights a new run begins with; fresh ones when absent.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder and <paramref name="start"/> do not fit together, or the model to begin with has other sizes.
    /// </exception>
    public TrainingEnd Train(
        string folder, TrainingStart start, TimeProvider clock, TimeSpan? timeLimit = null,
        IProgress<TrainingStep>? progress = null, string? beginning = null, CancellationToken token = default)
    {
        TrainingFolder.Require(folder, start);
        // A resumed decoder still needs the encoder, which its saved state does not hold.
        if (Part == AutoencoderPart.Decoder)
            beginning = KeptBeginning(folder, start, beginning);
        var format = new WorldFormat(Size, Size, FrameCount);
        using var network = NewNetwork(beginning);
        var task = new AutoencoderTask(
            network, new TrainingWorldClips(WorldSplit.Training, format),
            new TrainingWorldClips(WorldSplit.Validation, format), new() { HeldOutClips = HeldOutClips, Part = Part });
        var loop = new TrainingLoop<byte[]>(task, Training, folder, clock);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));
        return loop.Run(start, timeLimit, progress, token);
    }

    private static string KeptBeginning(string folder, TrainingStart start, string? beginning)
    {
        var kept = Path.Combine(folder, "beginning.safetensors");
        if (start == TrainingStart.Resumed)
            return kept;
        if (beginning is null)
            throw new InvalidDataException($"Train in {folder}: expected a trained autoencoder whose decoder is to be trained, got none. Give one to begin with.");
        Directory.CreateDirectory(folder);
        File.Copy(beginning, kept, overwrite: true);
        return kept;
    }

    private MiniAutoencoder NewNetwork(string? beginning)
    {
        var precision = new Precision(DType.Float32, Compute, DType.Float32);
        if (beginning is null)
        {
            using var generator = new Generator(StepSeed.Of(Training.Seed, -1, 0), Device.Cpu);
            return Weights.Load(
                WeightSource.Fresh(generator), precision, Device.Cpu, weights => new MiniAutoencoder(weights, Network));
        }

        var network = MiniAutoencoderFile.Load(beginning, precision, Device.Cpu);
        if (network.Config == Network)
            return network;
        using (network)
            throw new InvalidDataException(
                $"Begin with {beginning}: expected {Network}, got {network.Config}. Use the preset that it was trained with.");
    }
}
