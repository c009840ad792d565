namespace Plumbline.Alignment.Calibration;

/// <summary>How well the judge sees one defect, over all clips.</summary>
/// <param name="Defect">Name of the defect; <c>all</c> for all of them together.</param>
/// <param name="BySeverity">How often the untouched clip beats severity 1, 2, …</param>
/// <param name="AllPairs">How often the cleaner of any two steps of a ladder wins.</param>
public sealed record DefectSummary(string Defect, IReadOnlyList<WinShare> BySeverity, WinShare AllPairs)
{
    /// <summary>Mean of <see cref="DefectLadder.RankAgreement"/> over the ladders; absent when none has one.</summary>
    public double? MeanRankAgreement { get; init; }

    /// <summary>The lowest agreement of any ladder; absent when none has one.</summary>
    public double? LowestRankAgreement { get; init; }

    /// <summary>
    /// How far severity 1, 2, … lowers the score on average, points; absent where a step was never scored.
    /// </summary>
    public IReadOnlyList<double?> MeanDrops { get; init; } = [];

    /// <summary>Sums up ladders.</summary>
    /// <param name="name">Name of the summary.</param>
    /// <param name="ladders">Ladders; those whose clean clip has no score are left out.</param>
    /// <returns>The summary.</returns>
    public static DefectSummary Of(string name, IEnumerable<DefectLadder> ladders)
    {
        ArgumentNullException.ThrowIfNull(ladders);
        var testable = ladders.Where(ladder => ladder.IsTestable).ToList();
        var severities = Enumerable.Range(1, Severity.Worst).ToList();
        var agreements = testable.Select(ladder => ladder.RankAgreement).OfType<double>().ToList();
        var pairs = from ladder in testable
                    from cleaner in Enumerable.Range(0, Severity.Worst)
                    from worse in Enumerable.Range(cleaner + 1, Severity.Worst - cleaner)
                    select ladder.CleanerWins(cleaner, worse);
        var bySeverity = severities.Select(step => WinShare.Of(testable.Select(ladder => ladder.CleanerWins(0, step))));
        var drops = severities.Select(
            step => testable.Average(ladder => ladder.Steps[0].Score - ladder.Steps[step].Score));
        return new(name, [.. bySeverity], WinShare.Of(pairs))
        {
            MeanRankAgreement = agreements.Count == 0 ? null : agreements.Average(),
            LowestRankAgreement = agreements.Count == 0 ? null : agreements.Min(),
            MeanDrops = [.. drops],
        };
    }
}
