using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Training;
using Plumbline.Vision.Export;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Runs;

/// <summary>Everything that decides what <c>plumb align</c> makes of a base.</summary>
public sealed record AlignmentRecipe
{
    /// <summary>Name of the file in a run folder.</summary>
    public const string Name = "recipe.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter() },
    };

    // At 128 × 128 pixels a path length that is recovered from a clip is mostly noise, and the cameras of worlds are
    // commanded: what the picture moves is what can be compared. Candidates of one first frame lie close together, so
    // every pair counts.
    private static readonly PairRules MovingAlike = new()
    {
        Choice = PairChoice.AllAboveGap,
        MinimumGap = 2,
        MotionMeasure = MotionMeasure.Picture,
        LeastMotionRatio = 0.99,
    };

    /// <summary>
    /// The whole loop in a quarter of an hour on two cores. Of two candidates of one noise one begins from the video of
    /// its prompt: those differ most, so that few are enough, and the filmed one moves more.
    /// </summary>
    public static AlignmentRecipe Demo { get; } = new()
    {
        Prompts = "worlds:32",
        Candidates = new() { Count = 4, Steps = 16, Guidance = [1], Starts = [1, 0.3], SharesNoise = true },
        ComparedPrompts = "worlds:24",
        Compared = new() { Count = 1, Steps = 16, Guidance = [1] },
        Rules = MovingAlike with
        {
            SharesNoise = true,
            MinimumGap = 1,
            MotionTolerance = 0.5,
            LeastMotionRatio = 0.85,
        },
        Training = PreferenceRecipe.Demo with
        {
            Task = PreferenceRecipe.Demo.Task with { Flow = new() { Shift = 0.4 } },
            Training = PreferenceRecipe.Demo.Training with { Steps = 100, BatchSize = 6 },
        },
    };

    /// <summary>Some hours on two cores.</summary>
    public static AlignmentRecipe Small { get; } = new()
    {
        Prompts = "worlds:128",
        Candidates = new() { Count = 6, Guidance = [1, 3] },
        ComparedPrompts = "worlds:64",
        Compared = new() { Count = 4, Guidance = [1] },
        Rules = MovingAlike,
        Training = PreferenceRecipe.Full with
        {
            Training = PreferenceRecipe.Full.Training with { Steps = 600, LearningRate = 2e-4 },
        },
    };

    /// <summary>As many pairs as VideoGPA's paper trains on, in three rounds; days on two cores.</summary>
    public static AlignmentRecipe Paper { get; } = Small with
    {
        Prompts = "worlds:2500",
        Rounds = 3,
        ComparedPrompts = "worlds:256",
        Training = PreferenceRecipe.Full,
    };

    /// <summary>Prompts to learn from, as <see cref="PromptSource.Parse"/> takes them.</summary>
    public required string Prompts { get; init; }

    /// <summary>
    /// Prompts to compare base and adapter by; where absent, a quarter of the prompts to learn from is held out for it.
    /// </summary>
    public string? ComparedPrompts { get; init; }

    /// <summary>How candidates are made; the round is counted up.</summary>
    public CandidateOptions Candidates { get; init; } = new();

    /// <summary>
    /// How the clips of the comparison are made; <see cref="CandidateOptions.Count"/> clips of each prompt and side.
    /// </summary>
    public CandidateOptions Compared { get; init; } = new();

    /// <summary>
    /// The judge whose scores make the pairs, one of <see cref="RewardJudges.All"/>; default the geometry judge.
    /// </summary>
    public string Reward { get; init; } = RewardJudges.Standard;

    /// <summary>
    /// Frames that the reward looks at in each candidate, at least 3; all when absent. Default
    /// <see cref="RewardJudges.StandardFrames"/>.
    /// </summary>
    public int? JudgedFrames { get; init; } = RewardJudges.StandardFrames;

    /// <summary>What a pair must have.</summary>
    public PairRules Rules { get; init; } = PairRules.Default;

    /// <summary>Rounds of candidates, pairs and training, at least 1; default 1.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>How an adapter is trained from the pairs of a round.</summary>
    public PreferenceRecipe Training { get; init; } = PreferenceRecipe.Full;

    /// <summary>How base and adapter are compared.</summary>
    public ComparisonOptions Comparison { get; init; } = ComparisonOptions.Default with { PlannedPercent = 5 };

    /// <summary>Whether a reward is accepted that was not calibrated on clips of this size; default not.</summary>
    public bool IsUngated { get; init; }

    /// <summary>
    /// Whether the run goes on where the linter fails the base; its findings are kept all the same. Default not.
    /// </summary>
    public bool IsUnlinted { get; init; }

    /// <summary>The files that the run began with; given by <see cref="AlignmentRun"/>.</summary>
    public BaseModelFiles? Files { get; init; }

    /// <summary>SHA-256 of the base's file; given by <see cref="AlignmentRun"/>.</summary>
    public string? BaseSha256 { get; init; }

    /// <summary>
    /// SHA-256 of its autoencoder's file; given by <see cref="AlignmentRun"/>, and absent in runs that are older than
    /// it.
    /// </summary>
    public string? AutoencoderSha256 { get; init; }

    /// <summary>
    /// Everything that the reward's numbers depend on, see <see cref="CandidateJudge.Identity"/>; given by
    /// <see cref="AlignmentRun"/>.
    /// </summary>
    public string? RewardIdentity { get; init; }

    /// <summary>
    /// Command lines that decided something of the run, the first one first; given by <see cref="AlignmentRun"/>, empty
    /// where a program did.
    /// </summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Reads the recipe of a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or it is damaged.</exception>
    public static AlignmentRecipe Load(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new InvalidDataException(
                $"Run folder {folder}: expected a run with {Name}, got none. Begin one without --resume.");
        try
        {
            return JsonSerializer.Deserialize<AlignmentRecipe>(File.ReadAllText(path), Layout)
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Recipe {path}: expected what plumb align wrote, got: {exception.Message} Restore it, "
                + "or begin another run.", exception);
        }
    }

    /// <summary>Writes the recipe into the folder of its run.</summary>
    /// <param name="folder">The run folder; it exists.</param>
    public void Save(string folder) =>
        AtomicFile.Write(Path.Combine(folder, Name), stream => JsonSerializer.Serialize(stream, this, Layout));

    /// <summary>Where the prompts to learn from come from.</summary>
    /// <exception cref="InvalidDataException">There is no such source.</exception>
    public PromptSource LearningSource() => IsFile(Prompts) && ComparedPrompts is null
        ? PromptSource.OfFile(Prompts, PromptPart.Learning)
        : PromptSource.Parse(Prompts, WorldSplit.Alignment, FormatOf(Candidates));

    /// <summary>Where the prompts to compare by come from.</summary>
    /// <exception cref="InvalidDataException">There is no such source.</exception>
    public PromptSource ComparedSource() => ComparedPrompts is { } named
        ? PromptSource.Parse(named, WorldSplit.Comparison, FormatOf(Compared))
        : IsFile(Prompts) ? PromptSource.OfFile(Prompts, PromptPart.HeldOut)
        : PromptSource.Parse(Prompts, WorldSplit.Comparison, FormatOf(Compared));

    /// <summary>Checks every value that is not checked where it is used first.</summary>
    /// <exception cref="ArgumentException">
    /// A value is out of its range, or there is no such reward; the message names it.
    /// </exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        RewardJudges.Named(Reward);
        if (JudgedFrames is { } frames)
            ArgumentOutOfRangeException.ThrowIfLessThan(frames, 3, nameof(JudgedFrames));
        Candidates.Validate();
        Rules.Validate();
        Comparison.Validate();
        Training.Training.Validate();
        Training.Task.Validate();
    }

    /// <summary>Whether another recipe says the same, value by value.</summary>
    /// <param name="other">The other one.</param>
    internal bool Says(AlignmentRecipe other) =>
        JsonSerializer.Serialize(this, Layout) == JsonSerializer.Serialize(other, Layout);

    /// <summary>Everything that the linter looks at, beside the files; equal texts mean equal findings.</summary>
    internal string LintedOptions() => JsonSerializer.Serialize(
        new
        {
            Size = (int[])[Candidates.Width, Candidates.Height, Candidates.FrameCount],
            // It takes no step, so rates and lengths are nothing to it.
            Adapter = Training with { Training = new() },
        },
        Layout);

    /// <summary>The recipe with whole paths, so that the run goes on from any folder.</summary>
    internal AlignmentRecipe WithFullPaths() => this with
    {
        Prompts = IsFile(Prompts) ? Path.GetFullPath(Prompts) : Prompts,
        ComparedPrompts = ComparedPrompts is { } named && IsFile(named) ? Path.GetFullPath(named) : ComparedPrompts,
        Files = Files is null ? null : Files with
        {
            Model = Path.GetFullPath(Files.Model),
            Autoencoder = Path.GetFullPath(Files.Autoencoder),
            Classifier = Files.Classifier is { } classifier ? Path.GetFullPath(classifier) : null,
        },
    };

    private static bool IsFile(string prompts) => !WorldRange.IsNamedBy(prompts);

    private static WorldFormat FormatOf(CandidateOptions clips) =>
        new(clips.Width, clips.Height, clips.FrameCount) { FramesPerSecond = clips.FramesPerSecond };
}
