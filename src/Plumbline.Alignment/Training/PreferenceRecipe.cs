using System.Security.Cryptography;
using System.Text.Json;
using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Training;

/// <summary>
/// Everything that decides what an adapter becomes: its base, its pairs, its size and how it is trained.
/// </summary>
/// <remarks>
/// The folder of the run is the adapter's folder. It keeps the recipe with the hashes of base and pairs, and β where it
/// was chosen; a run is resumed with the same files only.
/// </remarks>
public sealed record PreferenceRecipe : TrainingRecipe
{
    private const string BetaName = "beta.json";
    private const string StartName = "start";
    private const int TypicalWords = 16;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The whole path in seconds.</summary>
    public static PreferenceRecipe Smoke { get; } = new()
    {
        Rank = 4,
        Alpha = 8,
        Compute = DType.Float32,
        Task = new() { HeldOutShare = 0.25, MostHeldOutPairs = 4, Patience = null },
        Training = new()
        {
            Steps = 20,
            BatchSize = 2,
            WarmupSteps = 2,
            LearningRate = 1e-3,
            AverageDecay = 0.9,
            LogEverySteps = 5,
            InspectEverySteps = 10,
            SaveEvery = TimeSpan.FromSeconds(1),
        },
    };

    /// <summary>Minutes on two cores: few steps at a high rate, measured often.</summary>
    public static PreferenceRecipe Demo { get; } = new()
    {
        Task = new() { MostHeldOutPairs = 32, Patience = null },
        Training = new()
        {
            Steps = 200,
            BatchSize = 4,
            WarmupSteps = 10,
            LearningRate = 6e-4,
            AverageDecay = 0.98,
            LogEverySteps = 5,
            InspectEverySteps = 50,
        },
    };

    /// <summary>For a thousand pairs and more.</summary>
    public static PreferenceRecipe Full { get; } = new()
    {
        Training = new()
        {
            Steps = 2_000,
            BatchSize = 8,
            WarmupSteps = 100,
            LearningRate = 1e-4,
            AverageDecay = 0.995,
            InspectEverySteps = 100,
        },
    };

    /// <summary>Which layers get an adapter; default every attention.</summary>
    public LoraPlacement Placement { get; init; } = LoraPlacement.Attention;

    /// <summary>
    /// Names of layers, as PEFT's <c>target_modules</c>, in place of <see cref="Placement"/>; mostly absent.
    /// </summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>
    /// The first block whose layers get an adapter, from 0; default 0, all. A late one makes steps cheaper.
    /// </summary>
    public int FirstBlock { get; init; }

    /// <summary>Rank of the adapters, at least 1; default 16.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>Strength of the adapters, above 0; they are scaled by alpha / rank; default 32.</summary>
    public double Alpha { get; init; } = 32;

    /// <summary>What is taught, and how it is looked at.</summary>
    public PreferenceTaskOptions Task { get; init; } = new();

    /// <summary>The files of the run; given by <see cref="Train"/>.</summary>
    public PreferenceSources? Sources { get; init; }

    /// <summary>SHA-256 of the base's file; given by <see cref="Train"/>.</summary>
    public string? BaseSha256 { get; init; }

    /// <summary>SHA-256 of the list of pairs; given by <see cref="Train"/>.</summary>
    public string? PairsSha256 { get; init; }

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it cannot be read.</exception>
    public static PreferenceRecipe Load(string folder) => Read<PreferenceRecipe>(folder);

    /// <summary>The adapter that a network is given.</summary>
    /// <param name="network">The network.</param>
    /// <returns>Which layers, rank and alpha.</returns>
    /// <exception cref="ArgumentException">The network has no such layers.</exception>
    public LoraConfig AdapterConfig(Module network)
    {
        var config = Targets is { Count: > 0 } targets
            ? new LoraConfig { Targets = targets }
            : LoraConfig.For(network, Placement);
        return config.FromBlock(network, FirstBlock) with { Rank = Rank, Alpha = Alpha };
    }

    /// <summary>Trains by this recipe.</summary>
    /// <param name="folder">Folder of the run, and of the adapter; made when missing.</param>
    /// <param name="sources">The files to begin with; not looked at when a run is resumed.</param>
    /// <param name="start">Whether the run is new.</param>
    /// <param name="sitting">Time allowed, who is told, and who takes part.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder and <paramref name="start"/> do not fit together, or base or pairs have changed or cannot be used.
    /// </exception>
    public TrainingEnd Train(
        string folder, PreferenceSources? sources, TrainingStart start, TrainingSitting sitting,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(sitting);
        var begun = sitting.Clock.GetTimestamp();
        var team = sitting.Team;
        TrainingFolder.Require(folder, start);

        // 1. The files, as they were when the run began.
        var recipe = start == TrainingStart.Resumed ? this : this with
        {
            Sources = Whole(sources ?? throw new ArgumentNullException(nameof(sources))),
            BaseSha256 = Sha256(sources.Base),
            PairsSha256 = Sha256(sources.Pairs),
        };
        var files = recipe.Sources
            ?? throw new InvalidDataException(
                $"Resume {folder}: expected the files that the run began with in its recipe, got none. "
                + "Begin another run.");
        RequireSame(files.Base, recipe.BaseSha256);
        RequireSame(files.Pairs, recipe.PairsSha256);
        var entries = PreferenceEntries.Read(files.Pairs, recipe.Task.Objective.Weighting);
        recipe.Write(folder, team);
        if (start == TrainingStart.Fresh)
            Clear(folder, team);

        // 2. The base, frozen and in the sampler's own types, with its adapter.
        using var model = MiniModelFile.Load(files.Base, new(Compute, Compute, DType.Float32), Device.Cpu);
        model.RecordGradients(GradientRecording.Off);
        var adapter = recipe.NewAdapter(folder, model.Denoiser, team);

        // 3. β.
        var latents = PreferenceSplit.Of(entries, Task.HeldOutShare).Training[0].Read().LatentShape;
        var frames = Math.Min(latents[1], Task.FramesPerStep ?? latents[1]);
        var tokens = frames * (latents[2] / model.Denoiser.PatchSize) * (latents[3] / model.Denoiser.PatchSize);
        PreferenceTask NewTask(double beta) => new(
            model.Denoiser, model.Text, adapter, entries, beta, Task,
            model.Denoiser.Config.ForwardOperations(tokens, TypicalWords),
            (double)adapter.FirstBlock / model.Denoiser.Config.Depth);
        var hasScale = Task.Objective.Kind is not (PreferenceObjectiveKind.Sft or PreferenceObjectiveKind.Dro);
        var beta = Task.Objective.Beta
            ?? (hasScale ? Probed(folder, team, () => NewTask(1).ProbeBeta(Training, token)).Beta : 1);

        // 4. The steps.
        var loop = new TrainingLoop<PreferenceSample>(
            NewTask(beta), Training, folder, sitting.Clock, sitting.Processes);
        return loop.Run(start, sitting.TimeLimit - sitting.Clock.GetElapsedTime(begun), sitting.Progress, token);
    }

    private static PreferenceSources Whole(PreferenceSources sources) => new(
        Path.GetFullPath(sources.Base), Path.GetFullPath(sources.Pairs))
    {
        Adapter = sources.Adapter is { } adapter ? Path.GetFullPath(adapter) : null,
    };

    // A run that ended before its first saved state leaves files behind that belong to it alone.
    private static void Clear(string folder, TrainingTeam team)
    {
        if (team.IsLead)
        {
            File.Delete(Path.Combine(folder, BetaName));
            HeldOutHistory.Delete(folder);
            if (Directory.Exists(Path.Combine(folder, StartName)))
                Directory.Delete(Path.Combine(folder, StartName), recursive: true);
        }

        team.Meet();
    }

    private NetworkAdapter NewAdapter(string folder, Module network, TrainingTeam team)
    {
        if (Sources!.Adapter is { } path)
        {
            // The run must be resumable when the adapter that it began with has gone on.
            var kept = Path.Combine(folder, StartName);
            if (team.IsLead && !Directory.Exists(kept))
            {
                var read = NetworkAdapter.Load(network, path);
                read.Save(kept);
                read.Remove();
            }

            team.Meet();
            return NetworkAdapter.Load(network, kept);
        }

        using var generator = new Generator(StepSeed.Of(Training.Seed, -1, 0), Device.Cpu);
        return NetworkAdapter.Attach(
            network, AdapterConfig(network) with
            {
                BaseName = Path.GetFileName(Sources.Base),
                BaseRevision = $"sha256:{BaseSha256}"
            }, generator);
    }

    // Measured once, by the process that keeps the folder; a resumed run and the other processes read it.
    private static ProbedBeta Probed(string folder, TrainingTeam team, Func<ProbedBeta> probe)
    {
        var path = Path.Combine(folder, BetaName);
        if (team.IsLead && !File.Exists(path))
        {
            var probed = probe();
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, probed, Layout));
        }

        team.Meet();
        try
        {
            return JsonSerializer.Deserialize<ProbedBeta>(File.ReadAllText(path), Layout) ?? throw new JsonException(
                "The file says null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Resume {folder}: expected {BetaName} to hold the chosen β, got: "
                + $"{exception.Message} Begin another run.", exception);
        }
    }

    private static void RequireSame(string path, string? sha256)
    {
        if (Sha256(path) != sha256)
            throw new InvalidDataException(
                $"Resume with {path}: expected the file that the run began with, got another. "
                + "Put it back, or begin another run.");
    }

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
