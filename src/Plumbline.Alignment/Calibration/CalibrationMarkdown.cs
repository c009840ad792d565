using System.Globalization;
using System.Text;

namespace Plumbline.Alignment.Calibration;

/// <summary>Writes a calibration as a page that people read.</summary>
public static class CalibrationMarkdown
{
    private const string NoNumber = "–";
    private const string Change = "+0.00;−0.00;0.00";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Markdown text.</returns>
    public static string Write(CalibrationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder();
        var clipCount = report.Clips.Count(clip => clip.Failure is null);
        page.Append(CultureInfo.InvariantCulture, $"# Calibration of {report.Judge} {report.JudgeVersion}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{clipCount} clips, seed {report.Seed}. ");
        if (report.JudgeSettings is { } settings)
            page.Append(CultureInfo.InvariantCulture, $"The judge looked with {settings}. ");
        if (report.Clips.Count(clip => clip.FocalPixels is not null) is > 0 and var told)
            page.Append(CultureInfo.InvariantCulture, $"It was told the intrinsics of {told} of them. ");
        page.Append("A tie, and a damaged clip without a score, count against the judge.\n");
        Promises(page, report);
        if (report.Ladders.Count > 0)
        {
            Wins(page, report);
            Drops(page, report);
            Ladders(page, report);
        }

        if (report.Attacks.Count > 0)
        {
            Attacks(page, report);
            BrokenPromises(page, report);
        }

        Clips(page, report);
        return page.ToString();
    }

    private static void Promises(StringBuilder page, CalibrationReport report)
    {
        Table(page, "Promises", ["promise", "measured", "target", "evidence", ""]);
        foreach (var check in report.Targets)
        {
            var mark = check.IsMet ? "met" : "**missed**";
            Row(page, [
                check.Name, Number(check.Value, "0.000"), $"≥ {Number(check.Target, "0.##")}",
                $"{check.Evidence}", mark]);
        }
    }

    private static void Wins(StringBuilder page, CalibrationReport report)
    {
        Table(
            page, "How often the untouched clip beats the damaged one",
            ["defect", .. Severities.Select(Name), "any two steps", "rank agreement, mean (lowest)"]);
        foreach (var summary in report.Defects)
        {
            var agreement =
                $"{Number(summary.MeanRankAgreement, "0.00")} ({Number(summary.LowestRankAgreement, "0.00")})";
            Row(page, [summary.Defect, .. summary.BySeverity.Select(Share), Share(summary.AllPairs), agreement]);
        }
    }

    private static void Drops(StringBuilder page, CalibrationReport report)
    {
        Table(page, "Mean fall of the score in points", ["defect", .. Severities.Select(Name)]);
        foreach (var summary in report.Defects)
            Row(page, [summary.Defect, .. summary.MeanDrops.Select(drop => Number(drop, "0.00"))]);
    }

    private static void Ladders(StringBuilder page, CalibrationReport report)
    {
        Table(
            page, "Scores of every ladder",
            ["clip", "defect", "seed", "untouched", .. Severities.Select(Name), "rank agreement"]);
        foreach (var ladder in report.Ladders)
        {
            var agreement = Number(ladder.RankAgreement, "0.00");
            Row(page, [ladder.Clip, ladder.Defect, $"{ladder.Seed}", .. ladder.Steps.Select(Score), agreement]);
        }
    }

    private static void Attacks(StringBuilder page, CalibrationReport report)
    {
        Table(page, "Attacks", ["attack", "promise", "on", "kept", "largest rise", "largest fall", "without a score"]);
        foreach (var trials in report.Attacks.GroupBy(trial => (trial.Attack, trial.Promise, trial.Base)))
        {
            var changes = trials.Select(trial => trial.ChangePoints).ToList();
            Row(page,
            [
                trials.Key.Attack, Words(trials.Key.Promise), Words(trials.Key.Base),
                $"{trials.Count(trial => trial.IsKept)} of {trials.Count()}",
                Number(changes.Max(), Change), Number(changes.Min(), Change),
                $"{trials.Count(trial => trial.After.Score is null)}",
            ]);
        }
    }

    private static void BrokenPromises(StringBuilder page, CalibrationReport report)
    {
        var broken = report.Attacks.Where(trial => !trial.IsKept).ToList();
        if (broken.Count == 0)
            return;
        Table(page, "Broken promises", ["clip", "attack", "on", "before", "after"]);
        foreach (var trial in broken)
            Row(page, [trial.Clip, trial.Attack, Words(trial.Base), Score(trial.Before), Score(trial.After)]);
    }

    private static void Clips(StringBuilder page, CalibrationReport report)
    {
        Table(page, "Clips", ["clip", "format", "untouched", "resampled only", "change"]);
        foreach (var clip in report.Clips)
        {
            var change = Number(clip.Control?.Score - clip.Clean?.Score, Change);
            Row(
                page,
                [clip.Name, clip.Format ?? clip.Failure ?? NoNumber, Score(clip.Clean), Score(clip.Control), change]);
        }
    }

    private static IEnumerable<int> Severities => Enumerable.Range(1, Severity.Worst);

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
        AttackPromise.HardlyChanges => $"changes ≤ {AttackTrial.LargestFallPoints}",
        _ => $"rises ≤ {AttackTrial.LargestRisePoints}, falls ≤ {AttackTrial.LargestFallPoints}",
    };

    private static string Words(AttackBase attackBase) => attackBase == AttackBase.Clean ? "clean" : "damaged";

    private static string Share(WinShare wins) => wins.Interval is { } interval
        ? $"{Number(wins.Share, "0.00")} [{Number(interval.Low, "0.00")}, {Number(interval.High, "0.00")}] of {wins.Comparisons}"
        : NoNumber;

    private static string Score(Outcome? outcome) =>
        outcome?.Score is null ? outcome?.Reason ?? NoNumber : Number(outcome.Score, "0.00");

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? NoNumber;

    private static void Table(StringBuilder page, string title, IReadOnlyList<string> columns)
    {
        page.Append("\n## ").Append(title).Append("\n\n");
        Row(page, columns);
        Row(page, [.. columns.Select(_ => "---")]);
    }

    private static void Row(StringBuilder page, IReadOnlyList<string> cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
