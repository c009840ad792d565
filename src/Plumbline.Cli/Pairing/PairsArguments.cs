using System.CommandLine;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Pairing;

/// <summary>The options of <c>plumb pairs</c>.</summary>
internal sealed class PairsArguments
{
    private readonly PairRuleArguments _rules = new();

    /// <summary>The run folder.</summary>
    public Argument<string> Folder { get; } = new("RUN")
    {
        Description = "The run folder of plumb candidates, judged; with --compat a metadata file of VideoGPA.",
    };

    /// <summary>Round of the run.</summary>
    public Option<int> Round { get; } = NumberOption.Of("--round", 1, "Round of the run.");

    /// <summary>Which judge decides.</summary>
    public Option<string?> Judge { get; } = new("--judge")
    {
        Description = "The judge that decides, where several judged the candidates.",
        HelpName = "NAME",
    };

    /// <summary>The calibration of the judge.</summary>
    public Option<string?> Calibration { get; } = new("--calibration")
    {
        Description = "What plumb calibrate --json found about the judge on clips of this size; "
            + "pairs are refused where it is not good enough. [default: what comes with the program]",
        HelpName = "FILE",
    };

    /// <summary>Whether no calibration is asked for.</summary>
    public Option<bool> Ungated { get; } = new("--ungated")
    {
        Description = "Make pairs of a judge that was not calibrated on such clips.",
    };

    /// <summary>Whose rules.</summary>
    public Option<string?> Compat { get; } = new("--compat")
    {
        Description = "videogpa: make the pairs of a metadata file by that method's rules.",
        HelpName = "NAME",
    };

    /// <summary>Where the reference's metadata goes.</summary>
    public Option<string?> Metadata { get; } = new("--metadata")
    {
        Description = "Also write the candidates as VideoGPA's metadata.",
        HelpName = "FILE",
    };

    /// <summary>Where the statistics go as JSON.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "Statistics of the choice as JSON; - for stdout.",
        HelpName = "FILE",
    };

    /// <summary>Builds the command; its action is still missing.</summary>
    public Command ToCommand()
    {
        Compat.AcceptOnlyFromAmong("videogpa");
        var command = new Command("pairs", "Chooses preference pairs among judged candidates.") { Folder };
        foreach (var option in (Option[])[.. _rules.All, Round, Judge, Calibration, Ungated, Compat, Metadata, Json])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Calibration) is not null && result.GetValue(Ungated))
                result.AddError("pairs: expected --calibration FILE or --ungated, got both. Leave one out.");
        });
        return command;
    }

    /// <summary>What a pair must have.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="CommandLineException">A rule is out of its range.</exception>
    public PairRules Rules(ParseResult parsed) => _rules.Apply(parsed, PairRules.Default);

    /// <summary>The reference's rules; its own gap and threshold where none is said.</summary>
    /// <param name="parsed">The command line.</param>
    public VideoGpaPairRules ReferenceRules(ParseResult parsed) => _rules.Apply(parsed, new VideoGpaPairRules());
}
