namespace Plumbline.Alignment.Pairs;

/// <summary>What a selection found, in numbers; a number that nothing was found for is absent.</summary>
public sealed record PairStatistics
{
    /// <summary>Prompts asked about.</summary>
    public required int PromptCount { get; init; }

    /// <summary>Candidates asked about.</summary>
    public required int CandidateCount { get; init; }

    /// <summary>Candidates with a score.</summary>
    public required int ScoredCount { get; init; }

    /// <summary>Pairs made.</summary>
    public required int PairCount { get; init; }

    /// <summary>Prompts with a pair.</summary>
    public required int PromptsWithPairCount { get; init; }

    /// <summary>Rejections of each kind; kinds that did not occur are left out.</summary>
    public required IReadOnlyDictionary<RejectionKind, int> RejectedCounts { get; init; }

    /// <summary>Mean score of all candidates that have one, points.</summary>
    public double? MeanScore { get; init; }

    /// <summary>Standard deviation of the scores within a prompt, pooled over prompts, points.</summary>
    public double? SpreadWithinPrompts { get; init; }

    /// <summary>Mean score of the winners, points.</summary>
    public double? MeanWinnerScore { get; init; }

    /// <summary>Mean score of the losers, points.</summary>
    public double? MeanLoserScore { get; init; }

    /// <summary>Median margin of the pairs, points.</summary>
    public double? MedianMargin { get; init; }

    /// <summary>
    /// Median over the pairs of the winner's motion over the loser's, in pixels a frame; below 1 the preference is in
    /// part one for holding still.
    /// </summary>
    public double? MedianMotionRatio { get; init; }

    /// <summary>The same of the camera path lengths, over the pairs that have them.</summary>
    public double? MedianPathRatio { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="promptCount">Prompts asked about.</param>
    /// <param name="candidates">Candidates asked about.</param>
    /// <returns>The numbers.</returns>
    public static PairStatistics Of(PairSelection selection, int promptCount, IReadOnlyList<JudgedCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(candidates);
        double[] scores = [.. candidates.Select(judged => judged.Score).OfType<double>()];
        var pairs = selection.Pairs;
        return new()
        {
            PromptCount = promptCount,
            CandidateCount = candidates.Count,
            ScoredCount = scores.Length,
            PairCount = pairs.Count,
            PromptsWithPairCount = pairs.Select(pair => pair.Prompt.Id).Distinct().Count(),
            RejectedCounts = selection.Rejected.CountBy(rejected => rejected.Kind).OrderBy(count => count.Key)
                .ToDictionary(count => count.Key, count => count.Value),
            MeanScore = scores.Length == 0 ? null : scores.Average(),
            SpreadWithinPrompts = Spread(candidates),
            MeanWinnerScore = pairs.Average(pair => pair.Winner.Score),
            MeanLoserScore = pairs.Average(pair => pair.Loser.Score),
            MedianMargin = Median(pairs.Select(pair => (double?)pair.Margin)),
            MedianMotionRatio = Median(pairs.Select(pair => Ratio(pair, "motion"))),
            MedianPathRatio = Median(pairs.Select(pair => Ratio(pair, "cameraPathLength"))),
        };
    }

    private static double? Ratio(PreferencePair pair, string part) =>
        pair.Winner.Part(part) is { } winner && pair.Loser.Part(part) is > 0 and var loser ? winner / loser : null;

    private static double? Spread(IReadOnlyList<JudgedCandidate> candidates)
    {
        var (squares, degrees) = (0.0, 0);
        foreach (var group in candidates.Where(judged => judged.Score is not null).GroupBy(
            judged => judged.Candidate.PromptId))
        {
            var mean = group.Average(judged => judged.Score!.Value);
            squares += group.Sum(judged => (judged.Score!.Value - mean) * (judged.Score!.Value - mean));
            degrees += group.Count() - 1;
        }

        return degrees == 0 ? null : Math.Sqrt(squares / degrees);
    }

    private static double? Median(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? null : 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
