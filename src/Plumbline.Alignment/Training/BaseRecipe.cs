using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>Everything that decides what a base model becomes: its sizes, its clips and how it is trained.</summary>
/// <remarks>
/// The folder of the run keeps the recipe and a copy of the autoencoder, so that a run is resumed, and its model used,
/// with the autoencoder that it began with.
/// </remarks>
public sealed record BaseRecipe : ClipRecipe
{
    private const string AutoencoderName = "autoencoder.safetensors";
    private const string OwnAutoencoderFolder = "vae";
    private const string WorldsName = "worlds";

    /// <summary>The whole path in seconds: a tiny network on tiny clips.</summary>
    public static BaseRecipe Smoke { get; } = new()
    {
        Network =
            new() { Width = 32, Depth = 2, HeadCount = 2, LatentChannels = MiniAutoencoderConfig.Tiny.LatentChannels },
        Size = 32,
        FrameCount = 5,
        WorldCount = 32,
        Compute = DType.Float32,
        Autoencoder = AutoencoderRecipe.Smoke,
        Task = new() { HeldOutClips = 2, PicturedClips = 1, InspectionSteps = 4 },
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
            Beta2 = 0.95,
            SaveEvery = TimeSpan.FromSeconds(1),
        },
    };

    /// <summary>Width 128 and 6 blocks on clips of 64 × 64 pixels.</summary>
    public static BaseRecipe Small { get; } = new()
    {
        Network = MiniDenoiserConfig.Tiny,
        Size = 64,
        Training = new()
        {
            Steps = 50_000,
            BatchSize = 8,
            WarmupSteps = 500,
            AverageDecay = 0.9995,
            InspectEverySteps = 2_000,
            Beta2 = 0.95,
        },
    };

    /// <summary>
    /// The standard network on clips of 128 × 128 pixels; the model card tells how the committed one was trained.
    /// </summary>
    public static BaseRecipe Full { get; } = new()
    {
        Training = new()
        {
            Steps = 25_000,
            BatchSize = 8,
            LearningRate = 1e-3,
            MatrixLearningRate = 2.5e-3,
            WarmupSteps = 200,
            AverageDecay = 0.999,
            InspectEverySteps = 1_000,
            Beta2 = 0.95,
        },
    };

    /// <summary>Sizes of the denoiser.</summary>
    public MiniDenoiserConfig Network { get; init; } = MiniDenoiserConfig.Standard;

    /// <summary>
    /// The autoencoder that a run trains first, in its folder <c>vae</c>, when it is given none; absent where one must
    /// be given.
    /// </summary>
    public AutoencoderRecipe? Autoencoder { get; init; }

    /// <summary>Worlds that are rendered, encoded once and learnt from again and again; default 16,384.</summary>
    public int WorldCount { get; init; } = 16_384;

    /// <summary>What is taught, and how it is looked at.</summary>
    public BaseTaskOptions Task { get; init; } = new();

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static BaseRecipe Load(string folder) => Read<BaseRecipe>(folder);

    /// <summary>Trains by this recipe.</summary>
    /// <param name="folder">Folder of the run; made when missing.</param>
    /// <param name="autoencoderPath">
    /// The autoencoder to begin with; not read when a run is resumed, and absent when the run trains its own.
    /// </param>
    /// <param name="start">Whether the run is new.</param>
    /// <param name="sitting">Time allowed, who is told, and who takes part.</param>
    /// <param name="beginning">An exported model whose weights a new run begins with; fresh ones when absent.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder and <paramref name="start"/> do not fit together, the autoencoder has other channels, or the model to
    /// begin with has other sizes or words.
    /// </exception>
    public TrainingEnd Train(
        string folder, string? autoencoderPath, TrainingStart start, TrainingSitting sitting, string? beginning = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(sitting);
        var begun = sitting.Clock.GetTimestamp();
        var team = sitting.Team;

        // 1. The autoencoder. A run that was stopped while it trained its own has no state yet, but it can be resumed.
        if (autoencoderPath is null && Autoencoder is not null && !TrainingFolder.HoldsRun(folder))
        {
            var own = Path.Combine(folder, OwnAutoencoderFolder);
            TrainingFolder.Require(own, start);
            Write(folder, team);
            var end = Autoencoder.Train(own, start, sitting, token: token);
            if (end != TrainingEnd.Finished)
                return end;
            autoencoderPath = Path.Combine(own, "model.safetensors");
            start = TrainingStart.Fresh;
        }

        TrainingFolder.Require(folder, start);
        var kept = Path.Combine(folder, AutoencoderName);
        if (start == TrainingStart.Resumed)
            autoencoderPath = kept;
        var precision = new Precision(DType.Float32, Compute, DType.Float32);
        using var autoencoder = MiniAutoencoderFile.Load(
            autoencoderPath ?? throw new ArgumentNullException(nameof(autoencoderPath)), precision, Device.Cpu);
        if (autoencoder.LatentChannels != Network.LatentChannels)
            throw new InvalidDataException(
                $"Train in {folder}: expected an autoencoder of {Network.LatentChannels} latent channels, got "
                + $"{autoencoder.LatentChannels}. Choose the autoencoder of the same preset.");
        Write(folder, team);
        if (start == TrainingStart.Fresh && team.IsLead)
            File.Copy(autoencoderPath, kept, overwrite: true);

        // 2. The denoiser in its latents.
        using var model = NewModel(beginning, precision);
        var format = new WorldFormat(Size, Size, FrameCount);
        // The others find every world encoded.
        if (!team.IsLead)
            team.Meet();
        using var worlds = EncodedWorlds.Open(
            Path.Combine(folder, WorldsName), autoencoder, format, WorldCount, sitting.Encoding, token);
        if (team.IsLead)
            team.Meet();
        var task = new BaseTask(model, autoencoder, worlds, format, Task);
        var loop = new TrainingLoop<BaseSample>(task, Training, folder, sitting.Clock, sitting.Processes);
        return loop.Run(
            start, sitting.TimeLimit - sitting.Clock.GetElapsedTime(begun), sitting.Progress, token);
    }

    private MiniModel NewModel(string? beginning, Precision precision)
    {
        using var generator = new Generator(StepSeed.Of(Training.Seed, -1, 0), Device.Cpu);
        if (beginning is null)
            return MiniModel.Fresh(Network, new(CaptionGrammar.Vocabulary), precision, generator);
        var model = Network.EpipolarDepths == 0
            ? MiniModelFile.Load(beginning, precision, Device.Cpu)
            : MiniModelFile.LoadExtended(beginning, Network.EpipolarDepths, precision, generator);
        if (model.Denoiser.Config == Network && model.Text.Vocabulary.Words.SequenceEqual(CaptionGrammar.Vocabulary))
            return model;
        using (model)
            throw new InvalidDataException(
                model.Denoiser.Config != Network
                    ? $"Begin with {beginning}: expected {Network}, got {model.Denoiser.Config}. Use the preset that it was trained with."
                    : $"Begin with {beginning}: expected the words of today's captions, got other ones. Train it again.");
    }
}
