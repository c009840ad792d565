using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;

namespace Plumbline.Cli.Commands;

/// <summary>What the user can say to every command that trains a network.</summary>
internal sealed class TrainArguments
{
    private readonly string _name;

    /// <summary>Prepares the options of one command.</summary>
    /// <param name="name">Name of the command below <c>plumb train</c>.</param>
    /// <param name="presetDescription">What the recipes are, in one sentence.</param>
    /// <param name="presets">Names of the recipes to choose from.</param>
    public TrainArguments(string name, string presetDescription, IEnumerable<string> presets)
    {
        _name = name;
        Preset.Description = presetDescription;
        Preset.AcceptOnlyFromAmong([.. presets]);
        Folder = new("--out", "-o")
        {
            Description = "Folder of the run; made when missing.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => $"plumbline-{name}",
        };
        NumberOption.RequireMultiple(Size, 16, 0);
        Time.Validators.Add(result =>
        {
            if (result.Tokens.SingleOrDefault()?.Value is { } text && TimeOf(text) is null)
                result.AddError($"--time: expected a time above 0 such as 45s, 60m or 8h, got {text}.");
        });
    }

    /// <summary>Which recipe.</summary>
    public Option<string> Preset { get; } = new("--preset")
    {
        HelpName = "NAME",
        DefaultValueFactory = _ => "full",
    };

    /// <summary>Where the run is kept.</summary>
    public Option<string> Folder { get; }

    /// <summary>Whether to continue the folder's run.</summary>
    public Option<bool> Resume { get; } = new("--resume")
    {
        Description = "Go on where the folder's run was saved, by its own recipe; only --steps may be changed.",
    };

    /// <summary>The model to begin with; for commands that name it among their own options.</summary>
    public Option<string?> From { get; } = new("--from")
    {
        Description = "An exported model whose weights a new run begins with.",
        HelpName = "FILE",
    };

    /// <summary>Size of the clips; for commands that name it among their own options.</summary>
    public Option<int?> Size { get; } = NumberOption.Optional(
        "--size", "Width and height of the clips in pixels, a multiple of 16.", 16);

    /// <summary>How long to train.</summary>
    public Option<int?> Steps { get; } = NumberOption.Optional(
        "--steps", "Steps until the learning rate has fallen.", 1);

    /// <summary>How many clips at once.</summary>
    public Option<int?> Batch { get; } = NumberOption.Optional("--batch", "Clips per forward pass.", 1);

    /// <summary>How many forward passes make a step.</summary>
    public Option<int?> Accumulation { get; } = NumberOption.Optional(
        "--accumulation", "Forward passes per step, each of --batch clips; several processes share them.", 1);

    /// <summary>Type of matrix products.</summary>
    public Option<string?> Precision { get; } = PrecisionOption.Create("; float32 for the preset smoke");

    /// <summary>Seed of the run.</summary>
    public Option<int?> Seed { get; } = NumberOption.Optional("--seed", "Names every random number of the run.", 0);

    /// <summary>Time allowed.</summary>
    public Option<string?> Time { get; } = new("--time")
    {
        Description = "Stop after this time, such as 45s, 60m or 8h; the run can be resumed.",
        HelpName = "TIME",
    };

    /// <summary>How the training times of a flow lie; for commands that name it among their own options.</summary>
    public static Option<double?> NewTimeShift() => NumberOption.Optional(
        "--time-shift",
        "Shift of the training times towards noise, below 1 towards clean clips; samplers have 3. [default: 1, none]",
        0.01);

    /// <summary>How far a step goes; for commands that name it among their own options.</summary>
    public static Option<double?> NewLearningRate() =>
        NumberOption.Optional("--learning-rate", "Highest learning rate.", 0.0);

    /// <summary>Builds the command.</summary>
    /// <param name="description">What it does, in one sentence.</param>
    /// <param name="own">Options of this command alone, which a resumed run does not take either.</param>
    /// <returns>The command, without its action.</returns>
    public Command ToCommand(string description, params Option[] own)
    {
        var command = new Command(_name, description) { Preset, Folder, Resume };
        foreach (var option in own)
            command.Add(option);
        foreach (var option in (Option[])[Steps, Batch, Accumulation, Precision, Seed, Time])
            command.Add(option);
        Option[] fixedByRun = [Preset, .. own, Batch, Accumulation, Precision, Seed];
        command.Validators.Add(result =>
        {
            if (result.GetValue(Resume) && fixedByRun.Any(option => IsGiven(result, option)))
                result.AddError(
                    "--resume: expected the recipe of the saved run, got options that would change it. "
                    + $"Leave out {Listed(fixedByRun)}.");
        });
        return command;
    }

    /// <summary>The recipe that was asked for.</summary>
    /// <typeparam name="TRecipe">What is trained.</typeparam>
    /// <param name="parsed">The command line.</param>
    /// <param name="presets">Recipes by name.</param>
    /// <param name="load">Reads the recipe of the run in a folder.</param>
    /// <returns>The recipe of the saved run, or the preset with the changes that were asked for.</returns>
    public TRecipe Recipe<TRecipe>(
        ParseResult parsed, IReadOnlyDictionary<string, TRecipe> presets, Func<string, TRecipe> load)
        where TRecipe : TrainingRecipe
    {
        var isResumed = Start(parsed) == TrainingStart.Resumed;
        var recipe = isResumed
            ? load(parsed.GetRequiredValue(Folder))
            : presets[parsed.GetRequiredValue(Preset)];
        var training = recipe.Training;
        if (parsed.GetValue(Steps) is { } steps)
            // The warm-up belongs to what a run that began keeps.
            training = isResumed ? training with { Steps = steps } : training.Lasting(steps);
        if (parsed.GetValue(Batch) is { } batch)
            training = training with { BatchSize = batch };
        if (parsed.GetValue(Accumulation) is { } accumulation)
            training = training with { Accumulation = accumulation };
        if (parsed.GetValue(Seed) is { } seed)
            training = training with { Seed = (ulong)seed };
        TrainingRecipe changed = recipe with { Training = training, Compute = ComputeOf(parsed, recipe) };
        if (changed is ClipRecipe clips && parsed.GetValue(Size) is { } size)
            changed = clips with { Size = size };
        return (TRecipe)changed;
    }

    /// <summary>Where the run begins.</summary>
    public TrainingStart Start(ParseResult parsed) =>
        parsed.GetValue(Resume) ? TrainingStart.Resumed : TrainingStart.Fresh;

    /// <summary>The time allowed; none when absent.</summary>
    public TimeSpan? TimeLimit(ParseResult parsed) => TimeOf(parsed.GetValue(Time));

    // A preset that asks for bfloat16 asks for speed; a run that began keeps what it began with.
    private DType ComputeOf(ParseResult parsed, TrainingRecipe recipe) =>
        parsed.TypeOf(Precision)
        ?? (Start(parsed) == TrainingStart.Fresh && recipe.Compute == DType.BFloat16
            ? EngineReport.FastestCompute()
            : recipe.Compute);

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static string Listed(Option[] options) =>
        $"{string.Join(", ", options.SkipLast(1).Select(option => option.Name))} and {options[^1].Name}";

    private static TimeSpan? TimeOf(string? text)
    {
        if (text is null || text.Length < 2
            || !double.TryParse(
                text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || !(amount > 0))
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(amount),
            'm' => TimeSpan.FromMinutes(amount),
            'h' => TimeSpan.FromHours(amount),
            _ => null,
        };
    }
}
