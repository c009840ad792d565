using static System.FormattableString;

namespace Plumbline.Alignment.Pairs;

/// <summary>
/// Asks that both candidates of a pair move, and move alike, so that no model can win by holding still.
/// </summary>
/// <remarks>
/// Path length and parallax exist only where the judge found a camera that travels. Where neither has them, both
/// cameras turn in place, and what they move in the picture is compared. Where one has them and the other has not, the
/// motions cannot be compared, and the pair is refused.
/// </remarks>
internal static class MotionRules
{
    private const string Motion = "motion";
    private static readonly (string Part, string Words)[] Travel =
        [("cameraPathLength", "camera path length"), ("parallax", "parallax")];

    /// <summary>What speaks against a pair; absent where nothing does.</summary>
    public static (RejectionKind Kind, string Reason)? Against(
        JudgedCandidate better, JudgedCandidate worse, PairRules rules) =>
        TooLittle(better, rules) ?? TooLittle(worse, rules) ?? NotMatched(better, worse, rules)
        ?? WinnerMovesLess(better, worse, rules);

    private static (RejectionKind, string)? TooLittle(JudgedCandidate judged, PairRules rules)
    {
        if (rules.LeastMotionPixels is not { } least)
            return null;
        if (judged.Part(Motion) is not { } motion)
            return NotMeasured(judged);
        return motion >= least ? null : (
            RejectionKind.TooLittleMotion,
            Invariant($"Seed {judged.Candidate.Seed} moves {motion:0.00} px a frame, less than {least:0.00}."));
    }

    private static (RejectionKind, string)? NotMatched(JudgedCandidate better, JudgedCandidate worse, PairRules rules)
    {
        if (rules.MotionTolerance is not { } tolerance)
            return null;
        var compared = rules.MotionMeasure == MotionMeasure.Picture ? [] : Travel.Where(part =>
            better.Part(part.Part) is not null || worse.Part(part.Part) is not null).ToArray();
        foreach (var (part, words) in compared.Length > 0 ? compared : [(Motion, "motion")])
        {
            var (b, w) = (better.Part(part), worse.Part(part));
            if (b is not { } first || w is not { } second)
                return (RejectionKind.MotionNotMeasured,
                    $"The judge measured no {words} in seed {(b is null ? better : worse).Candidate.Seed}, so that "
                    + "it cannot be compared.");
            var (larger, difference) = (Math.Max(Math.Abs(first), Math.Abs(second)), Math.Abs(first - second));
            if (difference > tolerance * larger)
                return (RejectionKind.MotionNotMatched,
                    Invariant($"The {words} of seeds {better.Candidate.Seed} and {worse.Candidate.Seed}, {first:0.00} ")
                    + Invariant($"and {second:0.00}, differ by {difference / larger:0 %}, more than {tolerance:0 %}."));
        }

        return null;
    }

    private static (RejectionKind, string)? WinnerMovesLess(
        JudgedCandidate better, JudgedCandidate worse, PairRules rules)
    {
        if (rules.LeastMotionRatio is not { } least)
            return null;
        var (winner, loser) = (better.Part(Motion), worse.Part(Motion));
        if (winner is not { } own || loser is not { } other)
            return NotMeasured(winner is null ? better : worse);
        return own >= least * other ? null : (RejectionKind.WinnerMovesLess,
            Invariant($"Seed {better.Candidate.Seed} moves {own:0.00} px a frame, less than {least:0.##} ")
            + Invariant($"times the {other:0.00} px of seed {worse.Candidate.Seed}."));
    }

    private static (RejectionKind, string) NotMeasured(JudgedCandidate judged) =>
        (RejectionKind.MotionNotMeasured, $"The judge measured no motion in seed {judged.Candidate.Seed}.");
}
