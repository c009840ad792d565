using System.CommandLine;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Commands;
using Plumbline.Cli.Generating;
using Plumbline.Cli.Pairing;
using Plumbline.Diffusion;
using Plumbline.Tensors;

namespace Plumbline.Cli.Aligning;

/// <summary>What the user can say to <c>plumb align</c>.</summary>
internal sealed class AlignArguments
{
    private static readonly Dictionary<string, AlignmentRecipe> Presets = new()
    {
        ["demo"] = AlignmentRecipe.Demo,
        ["small"] = AlignmentRecipe.Small,
        ["paper"] = AlignmentRecipe.Paper,
    };

    private readonly Option<string> _preset = new("--preset")
    {
        Description =
            "demo (a quarter of an hour on two cores), small (some hours) or paper (2,500 prompts, three rounds).",
        HelpName = "NAME",
        DefaultValueFactory = _ => "small",
    };

    private readonly Option<string?> _base = Text(
        "--base", "FOLDER|FILE",
        "Model to align, such as the folder of plumb train base. [default: the committed one]");
    private readonly Option<string?> _autoencoder = Text(
        "--vae", "FOLDER|FILE", "Its autoencoder. [default: the one in the model's folder, or the committed one]");
    private readonly Option<string?> _classifier = Text(
        "--classifier", "FOLDER|FILE", "Reads captions back in the comparison. [default: the committed one]");
    private readonly Option<string?> _prompts = Text("--prompts", "FILE|worlds:N",
        "Prompts to learn from: a file as for plumb generate, or rendered worlds that no network has learnt from. "
        + "[default: worlds, as the preset says]");
    private readonly Option<string?> _compared = Text("--eval-prompts", "FILE|worlds:N",
        "Prompts to compare base and adapter by. [default: other worlds, or a quarter of the file, "
        + "which is then held out]");
    private readonly Option<int?> _comparedSeeds = NumberOption.Optional(
        "--eval-seeds", "Clips of each prompt and side in the comparison.", 1);
    private readonly Option<int?> _rounds = NumberOption.Optional(
        "--rounds", "Rounds of candidates, pairs and training; each begins with the adapter before.", 1);
    private readonly Option<int?> _count = NumberOption.Optional("--count", "Candidates of each prompt and round.", 2);
    private readonly Option<int?> _steps = NumberOption.Optional("--steps", "Steps of the sampler.", 1);
    private readonly Option<GuidanceScales[]> _guidance = GuidanceOption.InTurn(
        "several with commas between are taken in turn by the candidates of a prompt, "
        + "and the comparison takes the first",
        AlignmentRecipe.Small.Candidates.Guidance);
    private readonly Option<double[]> _start = StartOption.InTurn(
        $"1; {StartOption.Text(AlignmentRecipe.Demo.Candidates.Starts ?? [1])} with --preset demo");
    private readonly Option<int?> _size = NumberOption.Optional(
        "--size", "Width and height of the clips in pixels, a multiple of 16.", 32);
    private readonly Option<int?> _frames = NumberOption.Optional(
        "--frames", "Frames of the clips, 1 + a multiple of 4.", 5);
    private readonly Option<string?> _reward = Text("--reward", "NAME",
        $"The judge that decides: {string.Join(", ", RewardJudges.All.Select(choice => choice.Name))}. [default: "
        + $"{RewardJudges.Standard}]");
    private readonly Option<int?> _judged = NumberOption.Optional(
        "--judged-frames", "Frames that the reward looks at in each candidate. [default: 10]", 3);
    private readonly Option<bool> _stop = new("--early-stop")
    {
        Description = "Judge a preview after 40 % of the steps, and give up what lies between the best and the worst.",
    };
    private readonly Option<bool> _adaptive = new("--adaptive")
    {
        Description = "Fewer candidates where a pair is clear, up to twice as many where there is none.",
    };
    private readonly Option<int?> _trainSteps = NumberOption.Optional(
        "--train-steps", "Steps of training in each round.", 1);
    private readonly Option<int?> _batch = NumberOption.Optional("--batch", "Pairs per step.", 1);
    private readonly Option<int?> _seed = NumberOption.Optional(
        "--seed", "Names every random number of the run. [default: 1]", 0);
    private readonly Option<string?> _precision = PrecisionOption.Create();
    private readonly PairRuleArguments _rules = new(
        AlignmentRecipe.Small.Rules, "--pair-seed",
        "Make the clips of a turn through several --guidance or --start from one noise, "
        + "and pair only those of one noise.");
    private readonly PreferenceArguments _preference = new();

    /// <summary>The run folder.</summary>
    public Option<string> Folder { get; } = new("--out", "-o")
    {
        Description = "Run folder; made when missing.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "plumbline-align",
    };

    /// <summary>Whether a run is continued.</summary>
    public Option<bool> Resume { get; } = new("--resume")
    {
        Description = "Go on with the folder's run; what has not begun yet may be changed.",
    };

    /// <summary>The calibration of the reward.</summary>
    public Option<string?> Calibration { get; } = Text("--calibration", "FILE",
        "What plumb calibrate --json found about the reward on clips of this size; "
        + "nothing is trained where it is not good enough. [default: the one that comes with Plumbline]");

    /// <summary>Whether no calibration is asked for.</summary>
    public Option<bool> Ungated { get; } = new("--ungated")
    {
        Description = "Take the reward at its word, without a calibration on such clips.",
    };

    /// <summary>Whether the linter's word does not count.</summary>
    public Option<bool> Unlinted { get; } = new("--unlinted")
    {
        Description = "Go on where plumb lint fails the base.",
    };

    /// <summary>Threads of libtorch.</summary>
    public Option<int> Threads { get; } = EngineUse.ThreadsOption();

    /// <summary>Candidates that are judged at once.</summary>
    public Option<int> Jobs { get; } = NumberOption.Of(
        "--jobs", Environment.ProcessorCount,
        "Candidates that are judged at the same time; the numbers do not depend on it.", 1);

    /// <summary>Where the comparison goes as JSON.</summary>
    public Option<string?> Json { get; } = Text(
        "--json", "FILE", "Write the comparison as JSON as well; - for stdout.");

    /// <summary>Builds the command; its action is still missing.</summary>
    public Command ToCommand()
    {
        _preset.AcceptOnlyFromAmong([.. Presets.Keys]);
        _reward.AcceptOnlyFromAmong([.. RewardJudges.All.Select(choice => choice.Name)]);
        NumberOption.RequireMultiple(_size, 16, 0);
        NumberOption.RequireMultiple(_frames, 4, 1);
        var command = new Command("align",
            "Teaches a base to make more rigid worlds: candidates, judging, pairs, an adapter, and the proof "
            + "on held-out prompts.");
        foreach (var option in (Option[])[
            _base, _autoencoder, _prompts, Folder, _preset, _rounds, Resume, _count, _steps, _guidance, _start, _size,
            _frames, _stop, _adaptive, _reward, _judged, Calibration, Ungated, Unlinted, .. _rules.All, .. _preference.All,
            _trainSteps, _batch, _compared, _comparedSeeds, _classifier, _seed, _precision, Threads, Jobs, Json])
            command.Add(option);
        command.Validators.Add(result =>
        {
            Option[] ofRun = [_preset, _base, _autoencoder, _prompts, _classifier, _reward, _precision];
            if (result.GetValue(Resume)
                && ofRun.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } given)
                result.AddError(
                    $"--resume: expected the {given.Name} of the run, got {given.Name} again. "
                    + "Leave it out, or begin another run.");
            if (result.GetValue(Ungated) && result.GetValue(Calibration) is not null)
                result.AddError("--ungated: expected it or --calibration, got both.");
        });
        return command;
    }

    /// <summary>The files of the base.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <exception cref="CommandLineException">A file is not there.</exception>
    public BaseModelFiles Files(ParseResult parsed)
    {
        var files = ModelFiles.Find(parsed.GetValue(_base), parsed.GetValue(_autoencoder), AppContext.BaseDirectory);
        var classifier = ModelFiles.FindClassifier(parsed.GetValue(_classifier), AppContext.BaseDirectory);
        return new(Path.GetFullPath(files.Model), Path.GetFullPath(files.Autoencoder))
        {
            Classifier = classifier is null ? null : Path.GetFullPath(classifier),
        };
    }

    /// <summary>The recipe of a new run.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <exception cref="CommandLineException">A value is out of its range.</exception>
    public AlignmentRecipe Recipe(ParseResult parsed)
    {
        var preset = Presets[parsed.GetRequiredValue(_preset)];
        var compute = parsed.TypeOf(_precision) ?? EngineReport.FastestCompute();
        return Changed(parsed, preset with { Training = preset.Training with { Compute = compute } });
    }

    /// <summary>A recipe with what the user said in place of its own.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="recipe">The preset, or the recipe of the run.</param>
    /// <exception cref="CommandLineException">A value is out of its range.</exception>
    public AlignmentRecipe Changed(ParseResult parsed, AlignmentRecipe recipe)
    {
        var training = _preference.Apply(parsed, recipe.Training);
        var options = training.Training;
        var steps = parsed.GetValue(_trainSteps) ?? options.Steps;
        var seed = parsed.GetValue(_seed);
        var candidates = Clips(parsed, recipe.Candidates, parsed.GetValue(_count) ?? recipe.Candidates.Count);
        var rules = _rules.Apply(parsed, recipe.Rules);
        var compared = Clips(parsed, recipe.Compared, parsed.GetValue(_comparedSeeds) ?? recipe.Compared.Count);
        var changed = recipe with
        {
            Prompts = parsed.GetValue(_prompts) ?? recipe.Prompts,
            ComparedPrompts = parsed.GetValue(_compared)
                ?? (parsed.GetValue(_prompts) is null ? recipe.ComparedPrompts : null),
            Rounds = parsed.GetValue(_rounds) ?? recipe.Rounds,
            Candidates = candidates with
            {
                Starts = StartOption.Of(parsed, _start) ?? candidates.Starts,
                SharesNoise = rules.SharesNoise,
                EarlyStop = parsed.GetValue(_stop) ? new() : candidates.EarlyStop,
                Adaptive = parsed.GetValue(_adaptive)
                    ? new()
                    {
                        Least = Math.Min(candidates.Count, new AdaptiveCount().Least),
                        Most = 2 * candidates.Count,
                    } : candidates.Adaptive,
            },
            Compared = compared with { Guidance = [compared.GuidanceOf(0)] },
            Reward = parsed.GetValue(_reward) ?? recipe.Reward,
            JudgedFrames = parsed.GetValue(_judged) ?? recipe.JudgedFrames,
            Rules = rules,
            Training = training with
            {
                // The warm-up belongs to what a run that began keeps.
                Training = (parsed.GetValue(Resume) ? options with { Steps = steps } : options.Lasting(steps)) with
                {
                    BatchSize = parsed.GetValue(_batch) ?? options.BatchSize,
                    Seed = seed is { } named ? (ulong)named : options.Seed,
                },
            },
            IsUngated = parsed.GetValue(Ungated) || recipe.IsUngated,
            IsUnlinted = parsed.GetValue(Unlinted) || recipe.IsUnlinted,
        };
        try
        {
            changed.Validate();
            return changed;
        }
        catch (ArgumentException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
    }

    private CandidateOptions Clips(ParseResult parsed, CandidateOptions clips, int count) =>
        clips with
        {
            Count = count,
            Guidance = GuidanceOption.Of(parsed, _guidance, clips.Guidance),
            Seed = parsed.GetValue(_seed) ?? clips.Seed,
            Steps = parsed.GetValue(_steps) ?? clips.Steps,
            Width = parsed.GetValue(_size) ?? clips.Width,
            Height = parsed.GetValue(_size) ?? clips.Height,
            FrameCount = parsed.GetValue(_frames) ?? clips.FrameCount,
        };

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
