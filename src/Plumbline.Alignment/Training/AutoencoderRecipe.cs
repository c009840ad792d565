using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>Everything that decides what an autoencoder becomes: its sizes, its clips and how it is trained.</summary>
public sealed record AutoencoderRecipe : ClipRecipe
{
    /// <summary>The whole path in seconds: a tiny network on tiny clips.</summary>
    public static AutoencoderRecipe Smoke { get; } = new()
    {
        Network = MiniAutoencoderConfig.Tiny,
        Size = 32,
        FrameCount = 5,
        HeldOutClips = 2,
        Training = new()
        {
            Steps = 20,
            BatchSize = 2,
            WarmupSteps = 2,
            LearningRate = 3e-3,
            MatrixLearningRate = 1e-2,
            AverageDecay = 0.9,
            LogEverySteps = 5,
            InspectEverySteps = 10,
            SaveEvery = TimeSpan.FromSeconds(1),
        },
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
        Training =
            new() { Steps = 6_000, BatchSize = 2, LearningRate = 1e-3, MatrixLearningRate = 4e-3, WarmupSteps = 100 },
    };

    /// <summary>The decoder of a trained autoencoder alone, as the committed model was finished.</summary>
    public static AutoencoderRecipe Decoder { get; } = new()
    {
        Part = AutoencoderPart.Decoder,
        Training =
            new() { Steps = 6_000, BatchSize = 2, LearningRate = 5e-4, MatrixLearningRate = 2e-3, WarmupSteps = 100 },
    };

    /// <summary>Sizes of the network.</summary>
    public MiniAutoencoderConfig Network { get; init; } = MiniAutoencoderConfig.Standard;

    /// <summary>Held-out clips that are measured; default 8.</summary>
    public int HeldOutClips { get; init; } = 8;

    /// <summary>What is trained; a decoder alone needs a model to begin with. Default encoder and decoder.</summary>
    public AutoencoderPart Part { get; init; } = AutoencoderPart.Whole;

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static AutoencoderRecipe Load(string folder) => Read<AutoencoderRecipe>(folder);

    /// <summary>Trains by this recipe.</summary>
    /// <param name="folder">Folder of the run; made when missing.</param>
    /// <param name="start">Whether the run is new.</param>
    /// <param name="sitting">Time allowed, who is told, and who takes part.</param>
    /// <param name="beginning">An exported model whose weights a new run begins with; fresh ones when absent.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder and <paramref name="start"/> do not fit together, or the model to begin with has other sizes.
    /// </exception>
    public TrainingEnd Train(
        string folder, TrainingStart start, TrainingSitting sitting, string? beginning = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(sitting);
        TrainingFolder.Require(folder, start);
        // A resumed decoder still needs the encoder, which its saved state does not hold.
        if (Part == AutoencoderPart.Decoder)
            beginning = KeptBeginning(folder, start, beginning, sitting.Team);
        var format = new WorldFormat(Size, Size, FrameCount);
        using var network = NewNetwork(beginning);
        var task = new AutoencoderTask(
            network, new TrainingWorldClips(WorldSplit.Training, format),
            new TrainingWorldClips(WorldSplit.Validation, format), new() { HeldOutClips = HeldOutClips, Part = Part });
        var loop = new TrainingLoop<byte[]>(task, Training, folder, sitting.Clock, sitting.Processes);
        Write(folder, sitting.Team);
        return loop.Run(start, sitting.TimeLimit, sitting.Progress, token);
    }

    private static string KeptBeginning(string folder, TrainingStart start, string? beginning, TrainingTeam team)
    {
        var kept = Path.Combine(folder, "beginning.safetensors");
        if (start == TrainingStart.Resumed)
            return kept;
        if (beginning is null)
            throw new InvalidDataException(
                $"Train in {folder}: expected a trained autoencoder whose decoder is to be trained, got none. "
                + "Give one to begin with.");
        if (team.IsLead)
        {
            Directory.CreateDirectory(folder);
            File.Copy(beginning, kept, overwrite: true);
        }

        return beginning;
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
                $"Begin with {beginning}: expected {Network}, got {network.Config}. "
                + "Use the preset that it was trained with.");
    }
}
