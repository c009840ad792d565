using static System.FormattableString;

namespace Plumbline.Alignment.Comparison;

/// <summary>Says in a sentence what a comparison found.</summary>
public static class ComparisonSentence
{
    /// <summary>The measurement that a reader asks for first.</summary>
    public const string Headline = "geometry.score";

    /// <summary>Says it.</summary>
    /// <param name="report">The comparison.</param>
    /// <returns>
    /// A sentence without its end: the change of the score with its interval and win rate, or why there is none.
    /// </returns>
    public static string Of(ComparisonReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!report.Metrics.TryGetValue(Headline, out var row) || row.Difference is not { } change)
            return $"{report.Pairs} pairs of {report.Prompts} prompts, and no score on both sides of any";
        var interval = row.DifferenceInterval is { } range
            ? Invariant($", 95 % {range.Low:+0.0;−0.0;0.0} to {range.High:+0.0;−0.0;0.0}")
            : "";
        var won = row.WinRate is { } rate ? Invariant($"; {100 * rate.Share:0} % of the clips won") : "";
        return
            Invariant($"score {row.Base:0.0} → {row.Aligned:0.0} ({change:+0.0;−0.0;0.0} points{interval}){won} ")
            + Invariant($"on {report.Prompts} held-out prompts: {ComparisonMarkdown.WordOf(row)}");
    }
}
