using System.Globalization;
using System.Text;

namespace Plumbline.Alignment.Calibration;

/// <summary>Writes a calibration as a page that people read.</summary>
public static class CalibrationMarkdown
{
    private const string NoNumber = "–";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Markdown text.</returns>
    public static string Write(CalibrationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder();
        Line(page, $"# Calibration of {report.Judge} {report.JudgeVersion}");
        Line(page, $"");
        Line(page, $"{report.Clips.Count(clip => clip.Failure is null)} clips, seed {report.Seed}. A tie, and a damaged clip without a score, count against the judge.");
        Targets(page, report);
        if (report.Ladders.Count > 0)
            Defects(page, report);
        if (report.Attacks.Count > 0)
            Attacks(page, report);
        Clips(page, report);
        return page.ToString();
    }

    private static void Targets(StringBuilder page, CalibrationReport report)
    {
        Heading(page, "Promises");
        Line(page, $"| promise | measured | target | evidence | |");
        Line(page, $"|---|---|---|---|---|");
        foreach (var check in report.Targets)
            Line(page, $"| {check.Name} | {Number(check.Value, "0.000")} | ≥ {check.Target:0.##} | {check.Evidence} | {(check.IsMet ? "met" : "**missed**")} |");
    }

    private static void Defects(StringBuilder page, CalibrationReport report)
    {
        Heading(page, "How often the untouched clip beats the damaged one");
        var severities = Enumerable.Range(1, Severity.Worst).ToList();
        Line(page, $"| defect | {string.Join(" | ", severities.Select(Name))} | any two steps | rank agreement, mean (lowest) |");
        Line(page, $"|---|{string.Concat(severities.Select(_ => "---|"))}---|---|");
        foreach (var summary in report.Defects)
            Line(page, $"| {summary.Defect} | {string.Join(" | ", summary.BySeverity.Select(Share))} | {Share(summary.AllPairs)} | {Number(summary.MeanRankAgreement, "0.00")} ({Number(summary.LowestRankAgreement, "0.00")}) |");

        Heading(page, "Mean fall of the score in points");
        Line(page, $"| defect | {string.Join(" | ", severities.Select(Name))} |");
        Line(page, $"|---|{string.Concat(severities.Select(_ => "---|"))}");
        foreach (var summary in report.Defects)
            Line(page, $"| {summary.Defect} | {string.Join(" | ", summary.MeanDrops.Select(drop => Number(drop, "0.00")))} |");

        Heading(page, "Scores of every ladder");
        Line(page, $"| clip | defect | seed | untouched | {string.Join(" | ", severities.Select(Name))} | rank agreement |");
        Line(page, $"|---|---|---|---|{string.Concat(severities.Select(_ => "---|"))}---|");
        foreach (var ladder in report.Ladders)
            Line(page, $"| {ladder.Clip} | {ladder.Defect} | {ladder.Seed} | {string.Join(" | ", ladder.Steps.Select(Score))} | {Number(ladder.RankAgreement, "0.00")} |");
    }

    private static void Attacks(StringBuilder page, CalibrationReport report)
    {
        Heading(page, "Attacks");
        Line(page, $"| attack | promise | on | kept | largest rise | largest fall | without a score |");
        Line(page, $"|---|---|---|---|---|---|---|");
        foreach (var trials in report.Attacks.GroupBy(trial => (trial.Attack, trial.Promise, trial.Base)))
        {
            var changes = trials.Select(trial => trial.ChangePoints).OfType<double>().ToList();
            Line(page, $"| {trials.Key.Attack} | {Words(trials.Key.Promise)} | {trials.Key.Base.ToString().ToLowerInvariant()} | {trials.Count(trial => trial.IsKept)} of {trials.Count()} | {Number(changes.Count == 0 ? null : changes.Max(), "+0.00;−0.00;0.00")} | {Number(changes.Count == 0 ? null : changes.Min(), "+0.00;−0.00;0.00")} | {trials.Count(trial => trial.After.Score is null)} |");
        }

        var broken = report.Attacks.Where(trial => !trial.IsKept).ToList();
        if (broken.Count == 0)
            return;
        Heading(page, "Broken promises");
        Line(page, $"| clip | attack | on | before | after |");
        Line(page, $"|---|---|---|---|---|");
        foreach (var trial in broken)
            Line(page, $"| {trial.Clip} | {trial.Attack} | {trial.Base.ToString().ToLowerInvariant()} | {Score(trial.Before)} | {Score(trial.After)} |");
    }

    private static void Clips(StringBuilder page, CalibrationReport report)
    {
        Heading(page, "Clips");
        Line(page, $"| clip | format | untouched | resampled only | change |");
        Line(page, $"|---|---|---|---|---|");
        foreach (var clip in report.Clips)
        {
            var change = clip.Control?.Score - clip.Clean?.Score;
            Line(page, $"| {clip.Name} | {clip.Format ?? clip.Failure} | {Score(clip.Clean)} | {Score(clip.Control)} | {Number(change, "+0.00;−0.00;0.00")} |");
        }
    }

    private static string Name(int severity) => severity switch
    {
        Severity.MildestVisible => $"{severity} (mildest visible)",
        Severity.Moderate => $"{severity} (moderate)",
        _ => $"{severity}",
    };

    private static string Words(AttackPromise promise) => promise switch
    {
        AttackPromise.BecomesUnscorable => "unscorable",
        AttackPromise.NeverRaises => $"rises ≤ {AttackTrial.LargestRisePoints}",
        _ => $"rises ≤ {AttackTrial.LargestRisePoints}, falls ≤ {AttackTrial.LargestFallPoints}",
    };

    private static string Share(WinShare wins) => wins is { Share: { } share, Interval: { } interval }
        ? string.Create(CultureInfo.InvariantCulture, $"{share:0.00} [{interval.Low:0.00}, {interval.High:0.00}] of {wins.Comparisons}")
        : NoNumber;

    private static string Score(Outcome? outcome) => outcome?.Score is { } score ? score.ToString("0.00", CultureInfo.InvariantCulture) : outcome?.Reason ?? NoNumber;

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? NoNumber;

    private static void Heading(StringBuilder page, string text) => page.Append("\n## ").Append(text).Append("\n\n");

    private static void Line(StringBuilder page, FormattableString text) => page.Append(FormattableString.Invariant(text)).Append('\n');
}
