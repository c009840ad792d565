using System.CommandLine;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Pairing;

/// <summary>The options of <c>plumb pairs</c>.</summary>
internal sealed class PairsArguments
{
    private static readonly Dictionary<string, PairChoice> Choices = new()
    {
        ["best"] = PairChoice.BestAgainstWorst,
        ["all"] = PairChoice.AllAboveGap,
        ["random"] = PairChoice.Random,
    };

    private readonly Option<string> _choice = new("--choice")
    {
        Description = "best: the best against the worst; all: all pairs that keep the rules; random: a control that must teach nothing. [default: best]",
        HelpName = "HOW",
        DefaultValueFactory = _ => "best",
    };

    private readonly Option<double> _gap = CandidatesArguments.Number("--min-gap", PairRules.Default.MinimumGap, "Least difference of the scores, points.");
    private readonly Option<double?> _winner = new("--min-winner") { Description = "Least score of the winner, points. [default: none]", HelpName = "N" };
    private readonly Option<double> _motion = CandidatesArguments.Number("--min-motion", PairRules.Default.LeastMotionPixels!.Value, "Least motion of both, pixels from one looked-at frame to the next; 0 for any.");
    private readonly Option<double> _tolerance = CandidatesArguments.Number("--motion-tolerance", PairRules.Default.MotionTolerance!.Value, "Largest difference of the motions, as a share of the larger one; 1 for any.");
    private readonly Option<string> _measure = new("--motion-by")
    {
        Description = "travel: camera path length and parallax; picture: how far the picture moves. [default: travel]",
        HelpName = "MEASURE",
        DefaultValueFactory = _ => "travel",
    };

    private readonly Option<double> _duplicate = CandidatesArguments.Number("--duplicates", PairRules.Default.DuplicateDistance, "Latents closer than this are near-duplicates.");
    private readonly Option<int> _seed = CandidatesArguments.Number("--seed", PairRules.Default.Seed, "Draws random pairs.");

    /// <summary>The run folder.</summary>
    public Argument<string> Folder { get; } = new("RUN") { Description = "The run folder of plumb candidates, judged; with --compat a metadata file of VideoGPA." };

    /// <summary>Round of the run.</summary>
    public Option<int> Round { get; } = CandidatesArguments.Number("--round", 1, "Round of the run.");

    /// <summary>Which judge decides.</summary>
    public Option<string?> Judge { get; } = new("--judge") { Description = "The judge that decides, where several judged the candidates.", HelpName = "NAME" };

    /// <summary>The calibration of the judge.</summary>
    public Option<string?> Calibration { get; } = new("--calibration") { Description = "What plumb calibrate --json found about the judge on clips of this size; pairs are refused where it is not good enough.", HelpName = "FILE" };

    /// <summary>Whether no calibration is asked for.</summary>
    public Option<bool> Ungated { get; } = new("--ungated") { Description = "Make pairs of a judge that was not calibrated on such clips." };

    /// <summary>Whose rules.</summary>
    public Option<string?> Compat { get; } = new("--compat") { Description = "videogpa: make the pairs of a metadata file by that method's rules.", HelpName = "NAME" };

    /// <summary>Where the reference's metadata goes.</summary>
    public Option<string?> Metadata { get; } = new("--metadata") { Description = "Also write the candidates as VideoGPA's metadata.", HelpName = "FILE" };

    /// <summary>Where the statistics go as JSON.</summary>
    public Option<string?> Json { get; } = new("--json") { Description = "Statistics of the choice as JSON; - for stdout.", HelpName = "FILE" };

    /// <summary>Builds the command; its action is still missing.</summary>
    public Command ToCommand()
    {
        _choice.AcceptOnlyFromAmong([.. Choices.Keys]);
        _measure.AcceptOnlyFromAmong("travel", "picture");
        Compat.AcceptOnlyFromAmong("videogpa");
        var command = new Command("pairs", "Chooses preference pairs among judged candidates.") { Folder };
        foreach (var option in (Option[])[_choice, _gap, _winner, _motion, _tolerance, _measure, _duplicate, _seed, Round, Judge, Calibration, Ungated, Compat, Metadata, Json])
            command.Add(option);
        command.Validators.Add(result =>
        {
            var choices = (result.GetValue(Calibration) is not null ? 1 : 0) + (result.GetValue(Ungated) ? 1 : 0);
            if (result.GetValue(Compat) is null && choices != 1)
                result.AddError($"pairs: expected --calibration FILE or --ungated, got {(choices == 0 ? "neither" : "both")}. Calibrate the judge on clips of the same size with plumb calibrate --json.");
        });
        return command;
    }

    /// <summary>What a pair must have.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="CommandLineException">A rule is out of its range.</exception>
    public PairRules Rules(ParseResult parsed)
    {
        try
        {
            return new PairRules
            {
                Choice = Choices[parsed.GetRequiredValue(_choice)],
                MinimumGap = parsed.GetValue(_gap),
                LeastWinnerScore = parsed.GetValue(_winner),
                LeastMotionPixels = parsed.GetValue(_motion) is 0 ? null : parsed.GetValue(_motion),
                MotionTolerance = parsed.GetValue(_tolerance) is 1 ? null : parsed.GetValue(_tolerance),
                MotionMeasure = parsed.GetValue(_measure) == "picture" ? MotionMeasure.Picture : MotionMeasure.Travel,
                DuplicateDistance = parsed.GetValue(_duplicate),
                Seed = parsed.GetValue(_seed),
            }.Validate();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>The reference's rules; its own gap and threshold where none is said.</summary>
    /// <param name="parsed">The command line.</param>
    public VideoGpaPairRules ReferenceRules(ParseResult parsed)
    {
        var standard = new VideoGpaPairRules();
        return standard with
        {
            MinimumGap = parsed.GetResult(_gap) is { Implicit: false } ? parsed.GetValue(_gap) : standard.MinimumGap,
            MetricThreshold = parsed.GetValue(_winner),
            MotionThreshold = parsed.GetResult(_motion) is { Implicit: false } ? parsed.GetValue(_motion) : standard.MotionThreshold,
        };
    }
}
