namespace Plumbline.Alignment.Calibration;

/// <summary>What a calibration found about a judge.</summary>
/// <param name="Judge">Name of the judge.</param>
/// <param name="JudgeVersion">Version of the judge.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Clips">The clips, in the order given.</param>
/// <param name="Ladders">Every ladder.</param>
/// <param name="Attacks">Every trial of an attack.</param>
public sealed record CalibrationReport(
    string Judge,
    string JudgeVersion,
    int Seed,
    IReadOnlyList<ClipRecord> Clips,
    IReadOnlyList<DefectLadder> Ladders,
    IReadOnlyList<AttackTrial> Attacks)
{
    /// <summary>Share of comparisons that the cleaner clip must win at the moderate step.</summary>
    public const double ModerateTarget = 0.97;

    /// <summary>Share of comparisons that the cleaner clip must win at the mildest step that a viewer sees.</summary>
    public const double MildestTarget = 0.90;

    /// <summary>Least mean rank agreement of severity and score.</summary>
    public const double RankAgreementTarget = 0.9;

    /// <summary>
    /// What the judge's numbers depend on besides its version, see <see cref="Pairs.CandidateJudge.Settings"/>; absent
    /// where there is nothing to say.
    /// </summary>
    public string? JudgeSettings { get; init; }

    /// <summary>One summary per defect in the order of the ladders, then one of all of them.</summary>
    public IReadOnlyList<DefectSummary> Defects =>
    [
        .. Ladders.GroupBy(ladder => ladder.Defect).Select(group => DefectSummary.Of(group.Key, group)),
        DefectSummary.Of("all", Ladders),
    ];

    /// <summary>Every promise with its measurement.</summary>
    public IReadOnlyList<TargetCheck> Targets => [.. DefectTargets(), .. AttackTargets()];

    private IEnumerable<TargetCheck> DefectTargets()
    {
        if (Ladders.Count == 0)
            yield break;
        foreach (var summary in Defects)
        {
            yield return WinTarget(summary, Severity.Moderate, "moderate", ModerateTarget);
            yield return WinTarget(summary, Severity.MildestVisible, "mildest visible", MildestTarget);
            yield return new(
                $"{summary.Defect}: mean rank agreement", RankAgreementTarget, summary.BySeverity[0].Comparisons)
            {
                Value = summary.MeanRankAgreement,
            };
        }
    }

    private static TargetCheck WinTarget(DefectSummary summary, int severity, string word, double target)
    {
        var wins = summary.BySeverity[severity - 1];
        return new($"{summary.Defect}: cleaner clip wins, {word}", target, wins.Comparisons) { Value = wins.Share };
    }

    private IEnumerable<TargetCheck> AttackTargets() =>
        from trial in Attacks
        group trial by trial.Attack into trials
        let keptShare = trials.Average(trial => trial.IsKept ? 1.0 : 0)
        select new TargetCheck($"{trials.Key}: promise kept", 1, trials.Count()) { Value = keptShare };
}
