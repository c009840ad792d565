using Plumbline.Alignment.Calibration;
using static System.FormattableString;

namespace Plumbline.Alignment.Pairs;

/// <summary>
/// Whether a judge may say which of two clips a model should learn from: what its calibration must show.
/// </summary>
/// <remarks>
/// A preference is a comparison of two clips, so the gate asks how surely the judge prefers the cleaner one, by the
/// lower end of Wilson's interval and not by the share, and whether a clip that was only tampered with can win.
/// Everything is asked on clips of the candidates' size: a judge that sees well at 720 × 480 may be blind at 128 × 128.
/// </remarks>
public sealed record CalibrationGate
{
    /// <summary>What is asked where nothing else is said.</summary>
    public static CalibrationGate Default { get; } = new();

    /// <summary>
    /// Least lower end of the 95 % interval of the share of comparisons in which the untouched clip beats moderate
    /// damage, over all defects; 0.85 by default.
    /// </summary>
    public double LeastWinShare { get; init; } = 0.85;

    /// <summary>Least mean rank agreement of severity and score over all ladders; 0.8 by default.</summary>
    public double LeastRankAgreement { get; init; } = 0.8;

    /// <summary>
    /// Least share of trials in which an attack did not raise the score of a clip by more than a point; 0.95 by
    /// default. A frozen clip must never get a score.
    /// </summary>
    public double LeastAttackShare { get; init; } = 0.95;

    /// <summary>Checks a calibration.</summary>
    /// <param name="report">What was found about the judge.</param>
    /// <param name="judge">Name of the judge that is to decide.</param>
    /// <param name="judgeVersion">Its version.</param>
    /// <param name="width">Width of the candidates in pixels.</param>
    /// <param name="height">Height of the candidates in pixels.</param>
    /// <param name="judgeSettings">Its <see cref="CandidateJudge.Settings"/>; not compared when absent.</param>
    /// <returns>Every objection in a sentence; empty where the judge may decide.</returns>
    public IReadOnlyList<string> Objections(
        CalibrationReport report, string judge, string judgeVersion, int width, int height,
        string? judgeSettings = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var objections = new List<string>();
        if (report.Judge != judge || report.JudgeVersion != judgeVersion)
            objections.Add(
                $"It is about the judge {report.Judge} {report.JudgeVersion}, and {judge} "
                + $"{judgeVersion} is to decide.");
        else if (judgeSettings is not null && judgeSettings != (report.JudgeSettings ?? ""))
            objections.Add(
                $"It is about the judge {judge} with {Named(report.JudgeSettings)}, and one with "
                + $"{Named(judgeSettings)} is to decide.");
        string[] others = [
            .. report.Clips.Where(clip => clip.HasSize(width, height) == false).Select(clip => clip.Name)];
        if (others.Length > 0 || report.Clips.All(clip => clip.Format is null))
            objections.Add(
                $"The candidates have {width}×{height} pixels, and "
                + $"{(others.Length > 0 ? $"{string.Join(", ", others)} of the calibration have not" : "no clip of the calibration could be read")}.");
        var all = report.Defects[^1];
        var moderate = all.BySeverity[Severity.Moderate - 1];
        if (!(moderate.Interval?.Low >= LeastWinShare))
            objections.Add(moderate.Interval is { } interval
                ? Invariant($"An untouched clip beats moderate damage in {moderate.Wins} of {moderate.Comparisons} ")
                    + Invariant($"comparisons, surely only in {interval.Low:0.00} of them; ")
                    + Invariant($"{LeastWinShare:0.00} are asked.")
                : "No damaged clip was compared with its untouched version.");
        if (!(all.MeanRankAgreement >= LeastRankAgreement))
            objections.Add(all.MeanRankAgreement is { } agreement
                ? Invariant($"Severity and score agree by {agreement:0.00} in rank; ")
                    + Invariant($"{LeastRankAgreement:0.00} are asked.")
                : "No ladder has enough scores to say whether they fall with the damage.");
        objections.AddRange(AttackObjections(report));
        return objections;
    }

    private IEnumerable<string> AttackObjections(CalibrationReport report)
    {
        var trials = report.Attacks;
        var frozen = trials.Where(trial => trial.Promise == AttackPromise.BecomesUnscorable).ToArray();
        if (frozen.Length == 0)
            yield return "No frozen clip was tried.";
        else if (frozen.Any(trial => !trial.IsKept))
            yield return "A frozen clip got a score.";
        var raised = trials.Where(Raises).ToArray();
        if (trials.Count > 0 && trials.Count - raised.Length < LeastAttackShare * trials.Count)
            yield return
                Invariant($"{raised.Length} of {trials.Count} attacks raised the score ")
                + Invariant($"({string.Join(", ", raised.Select(trial => trial.Attack).Distinct())}); ")
                + Invariant($"{1 - LeastAttackShare:0 %} may.");
    }

    private static bool Raises(AttackTrial trial) =>
        trial.After.Score is not null && !(trial.ChangePoints <= AttackTrial.LargestRisePoints);

    private static string Named(string? settings) => string.IsNullOrEmpty(settings) ? "no settings" : settings;
}
