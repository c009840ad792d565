namespace Plumbline.Alignment.Pairs;

/// <summary>A selection as pairs.json holds it: plain values, paths relative to the run folder.</summary>
/// <param name="Format">Names the kind of file.</param>
/// <param name="Version">Version of the layout.</param>
/// <param name="Judge">Name of the judge whose scores decided.</param>
/// <param name="JudgeVersion">Its version.</param>
/// <param name="Rules">What a pair must have.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Rejected">What was not made.</param>
internal sealed record PairDocument(
    string Format, int Version, string Judge, string JudgeVersion, PairRules Rules,
    IReadOnlyList<PairDocument.Pair> Pairs, IReadOnlyList<RejectedPair> Rejected)
{
    public const string FormatName = "plumbline.pairs";
    public const int FormatVersion = 1;

    public static PairDocument Of(PairSelection selection) => new(
        FormatName, FormatVersion, selection.Judge, selection.JudgeVersion, selection.Rules.Validate(),
        [.. selection.Pairs.Select(
            pair => new Pair(pair.Prompt, pair.Margin, JudgedClip.Of(pair.Winner), JudgedClip.Of(pair.Loser)))],
        selection.Rejected);

    public PairSelection ToSelection() => new(
        Judge, JudgeVersion, Rules.Validate(),
        [.. Pairs.Select(
            pair => new PreferencePair(pair.Prompt, pair.Winner.ToCandidate(), pair.Loser.ToCandidate(), pair.Margin))],
        Rejected);

    /// <summary>One pair.</summary>
    public sealed record Pair(AlignmentPrompt Prompt, double Margin, JudgedClip Winner, JudgedClip Loser);

    /// <summary>One judged candidate: a score with its interval, or a reason.</summary>
    public sealed record JudgedClip(Candidate Candidate, string Judge, string JudgeVersion, IReadOnlyList<Part> Parts)
    {
        public double? Score { get; init; }
        public IReadOnlyList<double>? Interval { get; init; }
        public string? Reason { get; init; }
        public string? EvidencePath { get; init; }

        public static JudgedClip Of(JudgedCandidate judged)
        {
            var clip = new JudgedClip(judged.Candidate, judged.Judge, judged.JudgeVersion, judged.Verdict.Parts)
            {
                EvidencePath = judged.EvidencePath,
            };
            return judged.Verdict switch
            {
                Scored scored =>
                    clip with { Score = scored.Score, Interval = [scored.Interval.Low, scored.Interval.High] },
                Unscorable unscorable => clip with { Reason = unscorable.Reason },
                var other => throw new InvalidOperationException(
                    $"Judged candidate: expected Scored or Unscorable, got {other}."),
            };
        }

        public JudgedCandidate ToCandidate()
        {
            Verdict verdict = (Score, Interval, Reason) switch
            {
                ({ } score, [var low, var high], null) => new Scored(score, new(low, high)),
                (null, null, { } reason) => new Unscorable(reason),
                _ => throw new InvalidDataException(
                    $"expected a score with its interval or a reason for {Candidate.LatentsPath}, got "
                    + $"{(Reason is null ? "neither" : "both")}"),
            };
            return new(Candidate, Judge, JudgeVersion, verdict with { Parts = Parts }) { EvidencePath = EvidencePath };
        }
    }
}
