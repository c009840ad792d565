using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>What a row of a comparison lets a reader conclude.</summary>
public static class MetricReading
{
    private const int FewPrompts = 10;

    private static readonly string[] MotionParts = [
        "motion", "cameraPathLength", "parallax", "dynamicDegree", "dynamicClips"];

    /// <summary>Whether a comparison has so few prompts that it can tell hardly anything from chance.</summary>
    /// <param name="report">The comparison.</param>
    public static bool HasFewPrompts(ComparisonReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Prompts < FewPrompts;
    }

    /// <summary>
    /// Whether a row says how much moves: a model that holds still gains in every measure of rigidity.
    /// </summary>
    /// <param name="row">The row.</param>
    public static bool IsOfMotion(MetricComparison row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return MotionParts.Contains(row.Name[(row.Name.LastIndexOf('.') + 1)..]);
    }

    /// <summary>
    /// How many prompts, with as many seeds each, would see a difference as large as the one found in four of five
    /// comparisons, before correction for several measurements.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <returns>
    /// Prompts, at least 2; absent where nothing differs, where there is no interval, and above a million.
    /// </returns>
    /// <remarks>
    /// The standard error is read from the interval's width. The difference found is itself uncertain, so this is an
    /// order of magnitude and no plan; <c>plumb compare --power</c> plans from the clips themselves.
    /// </remarks>
    public static int? PromptsToSee(MetricComparison row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row is not { Difference: { } difference, DifferenceInterval: { } interval, Prompts: >= 2 }
            || difference == 0)
            return null;
        var standardError = (interval.High - interval.Low) / 2 / StudentDistribution.Quantile(0.975, row.Prompts - 1);
        var pilot = new VarianceComponents(row.Prompts, difference, standardError * standardError * row.Prompts, null);
        return new PowerPlan(pilot, difference).Prompts(1);
    }
}
