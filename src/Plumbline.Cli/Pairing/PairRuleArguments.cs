using System.CommandLine;
using Plumbline.Alignment.Pairs;
using static System.FormattableString;

namespace Plumbline.Cli.Pairing;

/// <summary>What the user can ask of a preference pair.</summary>
internal sealed class PairRuleArguments
{
    /// <summary>Name of the option for pairs of one noise.</summary>
    public const string OneNoise = "--one-noise";

    private static readonly Dictionary<string, PairChoice> Choices = new()
    {
        ["best"] = PairChoice.BestAgainstWorst,
        ["all"] = PairChoice.AllAboveGap,
        ["random"] = PairChoice.Random,
    };

    private static readonly Dictionary<string, MotionMeasure> Measures = new()
    {
        ["travel"] = MotionMeasure.Travel,
        ["picture"] = MotionMeasure.Picture,
    };

    private readonly Option<string?> _choice = new("--choice") { HelpName = "HOW" };
    private readonly Option<bool> _noise = new(OneNoise);
    private readonly Option<double?> _gap = new("--min-gap") { HelpName = "N" };
    private readonly Option<double?> _winner = new("--min-winner")
    {
        Description = "Least score of the winner, points. [default: none]",
        HelpName = "N",
    };
    private readonly Option<double?> _motion = new("--min-motion") { HelpName = "N" };
    private readonly Option<double?> _tolerance = new("--motion-tolerance") { HelpName = "N" };
    private readonly Option<double?> _ratio = new("--motion-ratio") { HelpName = "N" };
    private readonly Option<string?> _measure = new("--motion-by") { HelpName = "MEASURE" };
    private readonly Option<double?> _duplicate = new("--duplicates") { HelpName = "N" };
    private readonly Option<int?> _seed;

    /// <summary>Prepares the options.</summary>
    /// <param name="standard">
    /// The rules where nothing is said, for the help; absent where they depend on a preset.
    /// </param>
    /// <param name="seedName">Name of the option for the seed of random pairs.</param>
    /// <param name="noiseDescription">What the option for pairs of one noise does.</param>
    public PairRuleArguments(
        PairRules? standard = null, string seedName = "--seed",
        string noiseDescription = "Pair only clips of the same noise, which plumb candidates --one-noise makes.")
    {
        standard ??= PairRules.Default;
        _choice.Description =
            "best: the best against the worst; all: all pairs that keep the rules; random: "
            + "a control that must teach nothing. [default: "
            + $"{Choices.First(choice => choice.Value == standard.Choice).Key}]";
        _noise.Description = noiseDescription;
        _gap.Description = Invariant($"Least difference of the scores, points. [default: {standard.MinimumGap}]");
        _motion.Description =
            "Least motion of both, pixels from one looked-at frame to the next; 0 for any. [default: "
            + Invariant($"{standard.LeastMotionPixels}]");
        _tolerance.Description =
            "Largest difference of the motions, as a share of the larger one; 1 for any. [default: "
            + Invariant($"{standard.MotionTolerance}]");
        _ratio.Description =
            "Least motion of the winner, as a share of the loser's; 0 for any. [default: "
            + $"{(standard.LeastMotionRatio is { } least ? Invariant($"{least}") : "any")}]";
        _measure.Description =
            "travel: camera path length and parallax; picture: how far the picture moves. [default: "
            + $"{Measures.First(measure => measure.Value == standard.MotionMeasure).Key}]";
        _duplicate.Description = Invariant(
            $"Latents closer than this are near-duplicates. [default: {standard.DuplicateDistance}]");
        _seed = new(seedName)
        {
            Description = Invariant($"Draws random pairs. [default: {standard.Seed}]"),
            HelpName = "N",
        };
        _choice.AcceptOnlyFromAmong([.. Choices.Keys]);
        _measure.AcceptOnlyFromAmong([.. Measures.Keys]);
    }

    /// <summary>Every option.</summary>
    public IEnumerable<Option> All =>
        [_choice, _noise, _gap, _winner, _motion, _tolerance, _ratio, _measure, _duplicate, _seed];

    /// <summary>Rules with what the user said in place of their own.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="rules">The rules.</param>
    /// <exception cref="CommandLineException">A rule is out of its range.</exception>
    public PairRules Apply(ParseResult parsed, PairRules rules)
    {
        try
        {
            return (rules with
            {
                Choice = parsed.GetValue(_choice) is { } choice ? Choices[choice] : rules.Choice,
                SharesNoise = parsed.GetValue(_noise) || rules.SharesNoise,
                MinimumGap = parsed.GetValue(_gap) ?? rules.MinimumGap,
                LeastWinnerScore = parsed.GetValue(_winner) ?? rules.LeastWinnerScore,
                LeastMotionPixels = parsed.GetValue(_motion) is { } motion ? motion is 0
                    ? null
                    : motion : rules.LeastMotionPixels,
                MotionTolerance = parsed.GetValue(_tolerance) is { } tolerance ? tolerance is 1
                    ? null
                    : tolerance : rules.MotionTolerance,
                LeastMotionRatio = parsed.GetValue(_ratio) is { } ratio ? ratio is 0
                    ? null
                    : ratio : rules.LeastMotionRatio,
                MotionMeasure = parsed.GetValue(_measure) is { } measure ? Measures[measure] : rules.MotionMeasure,
                DuplicateDistance = parsed.GetValue(_duplicate) ?? rules.DuplicateDistance,
                Seed = parsed.GetValue(_seed) ?? rules.Seed,
            }).Validate();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
    }

    /// <summary>The reference's rules with what the user said in place of their own.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="rules">The rules.</param>
    public VideoGpaPairRules Apply(ParseResult parsed, VideoGpaPairRules rules) => rules with
    {
        MinimumGap = parsed.GetValue(_gap) ?? rules.MinimumGap,
        MetricThreshold = parsed.GetValue(_winner),
        MotionThreshold = parsed.GetValue(_motion) ?? rules.MotionThreshold,
    };
}
