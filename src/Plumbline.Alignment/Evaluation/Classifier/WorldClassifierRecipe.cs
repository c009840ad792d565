using System.Text.Json;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Everything that decides what a classifier becomes: its sizes and how it is trained.</summary>
public sealed record WorldClassifierRecipe
{
    private const string FileName = "recipe.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The whole path in seconds: a tiny network.</summary>
    public static WorldClassifierRecipe Smoke { get; } = new()
    {
        Network = WorldClassifierConfig.Tiny,
        HeldOutClips = 4,
        Training = new()
        {
            Steps = 6,
            BatchSize = 2,
            WarmupSteps = 1,
            LearningRate = 1e-3,
            MatrixLearningRate = 4e-3,
            AverageDecay = 0.5,
            LogEverySteps = 2,
            InspectEverySteps = 3,
        },
    };

    /// <summary>As the committed model is trained.</summary>
    public static WorldClassifierRecipe Full { get; } = new()
    {
        Training = new()
        {
            Steps = 5_000,
            BatchSize = 4,
            WarmupSteps = 50,
            LearningRate = 1.5e-3,
            MatrixLearningRate = 5e-3,
            LearningRateFloor = 0.02,
            AverageDecay = 0.99,
            InspectEverySteps = 400,
            SaveEvery = TimeSpan.FromMinutes(2),
        },
    };

    /// <summary>Sizes of the network.</summary>
    public WorldClassifierConfig Network { get; init; } = WorldClassifierConfig.Standard;

    /// <summary>Held-out worlds that are asked at an inspection; default 128.</summary>
    public int HeldOutClips { get; init; } = 128;

    /// <summary>How the network is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static WorldClassifierRecipe Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException(
                $"Resume {folder}: expected a run with {FileName}, got none. Start one first.");
        try
        {
            return JsonSerializer.Deserialize<WorldClassifierRecipe>(File.ReadAllText(path), Json)
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
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">The folder and <paramref name="start"/> do not fit together.</exception>
    public TrainingEnd Train(
        string folder, TrainingStart start, TimeProvider clock, TimeSpan? timeLimit = null,
        IProgress<TrainingStep>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        TrainingFolder.Require(folder, start);
        using var generator = new Generator(StepSeed.Of(Training.Seed, -1, 0), Device.Cpu);
        using var network = Weights.Load(
            WeightSource.Fresh(generator), Precision.MixedBFloat16, Device.Cpu,
            weights => new WorldClassifier(weights, Network));
        var loop = new TrainingLoop<ClassifierSample>(
            new WorldClassifierTask(network, HeldOutClips), Training, folder, clock);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));
        return loop.Run(start, timeLimit, progress, token);
    }
}
