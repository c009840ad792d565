using System.CommandLine;
using System.Text.RegularExpressions;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Statistics;

namespace Plumbline.Cli.Commands;

/// <summary>What the user can say to <c>plumb compare</c>.</summary>
internal sealed class CompareArguments
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>The two folders.</summary>
    public Argument<string[]> Folders { get; } = new("BASE ALIGNED")
    {
        Description =
            "Two folders whose clips have the same names: those of the base, and those to compare with them. "
            + "None with --lora.",
        Arity = new(0, 2),
    };

    /// <summary>A base and its adapter, instead of folders.</summary>
    public CompareModelArguments Model { get; } = new();

    /// <summary>Where the JSON goes.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "Write everything that was found as JSON; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>Where the page goes.</summary>
    public Option<string?> Report { get; } = new("--report")
    {
        Description = "Write the tables as Markdown. [default: - for stdout, unless --json - takes it]",
        HelpName = "FILE",
    };

    /// <summary>How many per cent to plan for.</summary>
    public Option<double?> Power { get; } = new("--power")
    {
        Description = "Tell how many prompts and seeds it takes to see a change of so many per cent of the base.",
        HelpName = "PERCENT",
    };

    /// <summary>How p-values are corrected.</summary>
    public Option<Correction> Correction { get; } = new("--correction")
    {
        Description = "How p-values are corrected over all measurements. [default: holm]",
        HelpName = "holm|bh|none",
        CustomParser = result => result.Tokens[0].Value switch
        {
            "holm" => Alignment.Statistics.Correction.Holm,
            "bh" => Alignment.Statistics.Correction.BenjaminiHochberg,
            "none" => Alignment.Statistics.Correction.None,
            var other => Refuse(result, $"--correction: expected holm, bh or none, got {other}."),
        },
    };

    /// <summary>Whose metrics are measured as well.</summary>
    public Option<string?> Compat { get; } = new("--compat")
    {
        Description =
            "videogpa: also VideoGPA's metrics, by the geometry judge's cameras and depth; "
            + "it takes as long as that judge.",
        HelpName = "NAME",
    };

    /// <summary>Which clips are of one prompt.</summary>
    public Option<Regex?> GroupBy { get; } = new("--group-by")
    {
        Description =
            "Finds the prompt in the name of a clip: its first group, or the whole match. [default: "
            + "the folder of the clip, or the clip itself]",
        HelpName = "REGEX",
        CustomParser = result =>
        {
            try
            {
                return new(result.Tokens[0].Value, RegexOptions.CultureInvariant, LongestMatch);
            }
            catch (ArgumentException exception)
            {
                result.AddError(
                    $"--group-by: expected a regular expression, got {result.Tokens[0].Value}: {exception.Message}");
                return null;
            }
        },
    };

    /// <summary>Names the draws.</summary>
    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "Names the draws of intervals and tests.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Whether to continue an interrupted run.</summary>
    public Option<bool> Resume { get; } = RunFolderOptions.Resume();

    /// <summary>Where finished work is kept.</summary>
    public Option<string?> Run { get; } = RunFolderOptions.Run();

    /// <summary>Builds the command around these arguments.</summary>
    /// <returns>The command, without an action.</returns>
    public Command ToCommand()
    {
        var command = new Command(
            "compare", "Says what differs between two models' clips of the same prompts and seeds, and what is chance.")
        {
            Folders, Json, Report, Power, Correction, GroupBy, Seed, Compat, Run, Resume,
        };
        Compat.AcceptOnlyFromAmong("videogpa");
        foreach (var option in Model.All)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Json) == "-" && result.GetValue(Report) == "-")
                result.AddError("--json - and --report -: expected one of them on stdout, got both.");
            var (folders, lora) =
                (result.GetResult(Folders)?.Tokens.Count ?? 0, result.GetResult(Model.Lora)?.Tokens.Count ?? 0);
            if (lora == 0 ? folders != 2 : folders != 0)
                result.AddError(lora == 0
                    ? $"compare: expected two folders of clips, or --lora with an adapter, got {folders} folders."
                    : "compare: expected two folders of clips or --lora with an adapter, got both.");
            if (lora > 0 && result.GetResult(Model.Out) is null)
                result.AddError("--out: expected a folder for what --lora compares, got none.");
        });
        Power.Validators.Add(result =>
        {
            if (result.Typed<double>() is 0)
                result.AddError("--power: expected a number of per cent other than 0, got 0.");
        });
        return command;
    }

    /// <summary>Reads how the sides are compared.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <returns>The options.</returns>
    public ComparisonOptions Options(ParseResult parsed) => new()
    {
        Bootstrap = BootstrapOptions.Default with { Seed = parsed.GetValue(Seed) },
        Correction = parsed.GetValue(Correction),
        PlannedPercent = parsed.GetValue(Power),
    };

    private static Correction Refuse(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return Alignment.Statistics.Correction.Holm;
    }
}
