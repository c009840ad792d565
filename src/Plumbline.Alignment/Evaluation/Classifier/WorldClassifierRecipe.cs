using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Everything that decides what a classifier becomes: its sizes and how it is trained.</summary>
public sealed record WorldClassifierRecipe : TrainingRecipe
{
    /// <summary>The whole path in seconds: a tiny network.</summary>
    public static WorldClassifierRecipe Smoke { get; } = new()
    {
        Network = WorldClassifierConfig.Tiny,
        HeldOutClips = 4,
        Compute = DType.Float32,
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

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static WorldClassifierRecipe Load(string folder) => Read<WorldClassifierRecipe>(folder);

    /// <summary>Trains by this recipe.</summary>
    /// <param name="folder">Folder of the run; made when missing.</param>
    /// <param name="start">Whether the run is new.</param>
    /// <param name="sitting">Time allowed, who is told, and who takes part.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">The folder and <paramref name="start"/> do not fit together.</exception>
    public TrainingEnd Train(
        string folder, TrainingStart start, TrainingSitting sitting, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(sitting);
        TrainingFolder.Require(folder, start);
        using var generator = new Generator(StepSeed.Of(Training.Seed, -1, 0), Device.Cpu);
        using var network = Weights.Load(
            WeightSource.Fresh(generator), new(DType.Float32, Compute, DType.Float32), Device.Cpu,
            weights => new WorldClassifier(weights, Network));
        var loop = new TrainingLoop<ClassifierSample>(
            new WorldClassifierTask(network, HeldOutClips), Training, folder, sitting.Clock, sitting.Processes);
        Write(folder, sitting.Team);
        return loop.Run(start, sitting.TimeLimit, sitting.Progress, token);
    }
}
