using System.Globalization;
using Plumbline.Alignment.Evaluation;

namespace Plumbline.Alignment.Comparison;

/// <summary>Writes a comparison as a page that people read.</summary>
public static class ComparisonMarkdown
{
    /// <summary>Name of the file in the folder of a comparison.</summary>
    public const string Name = "comparison.md";

    private const double Level = 0.05;
    private const int MostMissing = 10;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Markdown text.</returns>
    public static string Write(ComparisonReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var rows = report.Metrics.Values.ToArray();
        var page = new QualityMarkdown()
            .Text($"# {report.AlignedName} against {report.BaseName}")
            .Text(
                $"{report.Pairs} pairs of clips of {report.Prompts} prompts; the two clips of a pair differ in nothing but the model. {CorrectionWords.Of(report.Options.Correction)}")
            .Text($"{Summary(rows)}");
        if (MetricReading.HasFewPrompts(report))
            page.Text($"**Only {report.Prompts} prompts: so few can tell hardly anything from chance.**");
        page.Table(
            [
                "measurement", "better is", "base", "adapter", "change", "95 %", "p, corrected", "clips won",
                "95 %", "says"],
            rows.Select(Row));
        if (report.Power is { } power)
            Plan(page, power, report.Options.PlannedPercent!.Value);
        if (report.Missing.Count > 0)
            page.Text($"## What could not be measured").Table(
                ["pair", "side", "by", "why"],
                report.Missing.Take(MostMissing).Select(
                    missing => (IReadOnlyList<string>)[missing.Pair, missing.Side, missing.Meter, missing.Reason]));
        if (report.Missing.Count > MostMissing)
            page.Text($"And {report.Missing.Count - MostMissing} more, all of them in the JSON.");
        if (report.LeftOut.Count > 0)
            page.Text($"## Left out").Table(
                ["clip and reason"], report.LeftOut.Select(line => (IReadOnlyList<string>)[line]));
        return page.ToString();
    }

    /// <summary>What a row says, at a level of 5 % after correction.</summary>
    /// <param name="row">The row.</param>
    /// <returns>
    /// <c>better</c>, <c>worse</c>, <c>more</c>, <c>less</c>, <c>not told apart</c> or <c>not measured</c>.
    /// </returns>
    public static string WordOf(MetricComparison row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.AdjustedP is not { } p || row.Difference is not { } difference)
            return "not measured";
        if (p > Level || difference == 0)
            return "not told apart";
        return row.Direction switch
        {
            Direction.HigherIsBetter => difference > 0 ? "better" : "worse",
            Direction.LowerIsBetter => difference < 0 ? "better" : "worse",
            _ => difference > 0 ? "more" : "less",
        };
    }

    private static string[] Row(MetricComparison row)
    {
        var digits = row.Base is { } one
            && row.Aligned is { } other ? Digits(Math.Max(Math.Abs(one), Math.Abs(other))) : "0.00";
        var change = row.ChangeUnit is "%" ? "+0.0;−0.0;0.0" : $"+{digits};−{digits};{digits}";
        return
        [
            row.Unit is "1" ? row.Name : $"{row.Name}, {row.Unit}",
            row.Direction switch { Direction.HigherIsBetter => "higher", Direction.LowerIsBetter => "lower", _ => "–" },
            QualityMarkdown.Number(row.Base, digits), QualityMarkdown.Number(row.Aligned, digits),
            row.Change is null
                ? QualityMarkdown.Number(null, digits)
                : $"{QualityMarkdown.Number(row.Change, change)}{(row.ChangeUnit is "1" ? "" : " " + row.ChangeUnit)}",
            QualityMarkdown.Range(row.Interval, change), PValue(row.AdjustedP),
            row.WinRate is { } rate ? Percent(rate.Share) : "–",
            row.WinRate?.Interval is { } interval ? $"{Percent(interval.Low)} to {Percent(interval.High)}" : "–",
            row.BaseMissing + row.AlignedMissing == 0
                ? WordOf(row)
                : $"{WordOf(row)}; without: base {row.BaseMissing}, adapter {row.AlignedMissing}",
        ];
    }

    private static void Plan(QualityMarkdown page, IReadOnlyDictionary<string, PowerRow> power, double percent) => page
        .Text($"## How many prompts it takes")
        .Text(
            $"To see a change of {percent:0.##} % of the base in four of five comparisons, at a level of 5 % and before any correction. A dash stands for what the pilot cannot tell, or more than a million prompts.")
        .Table(
            ["measurement", "1 seed", "2 seeds", "4 seeds", "8 seeds", "this comparison sees", "found in simulations"],
            power.Values.Select(row => (IReadOnlyList<string>)
            [
                row.Name, Prompts(row, 1), Prompts(row, 2), Prompts(row, 4), Prompts(row, 8),
                row.SmallestPercent is { } smallest ? $"±{QualityMarkdown.Number(smallest, "0.0")} %" : "–",
                row.SimulatedPower is { } share ? Percent(share) : "–",
            ]));

    private static string Summary(MetricComparison[] rows)
    {
        string Names(string word) => string.Join(", ", rows.Where(row => WordOf(row) == word).Select(row => row.Name))
            is { Length: > 0 } names ? names : "nothing";
        return $"Better: {Names("better")}. Worse: {Names("worse")}. Changed without being better or worse: "
            + $"{string.Join(", ", rows.Where(row => WordOf(row) is "more" or "less").Select(row => $"{row.Name} ({WordOf(row)})").DefaultIfEmpty("nothing"))}. "
            + $"Not told apart from chance: {rows.Count(row => WordOf(row) == "not told apart")} of "
            + $"{rows.Length} measurements.";
    }

    private static string Prompts(PowerRow row, int seeds) =>
        row.PromptsBySeeds.TryGetValue(seeds, out var prompts) ? prompts.ToString(CultureInfo.InvariantCulture) : "–";

    private static string PValue(double? p) => p switch
    {
        null => "–",
        < 0.001 => "< 0.001",
        { } value => QualityMarkdown.Number(value, "0.000"),
    };

    private static string Percent(double share) => QualityMarkdown.Number(100 * share, "0.0") + " %";

    // Three digits that say something.
    private static string Digits(double size) => size switch
    {
        >= 100 => "0",
        >= 10 => "0.0",
        >= 1 => "0.00",
        >= 0.1 => "0.000",
        _ => "0.0000",
    };
}
