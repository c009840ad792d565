namespace Plumbline.Alignment.Statistics;

/// <summary>Whether two rankings agree.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's rank correlation; equal values share their mean rank.</summary>
    /// <param name="first">Values, at least two, not all equal.</param>
    /// <param name="second">As many values, not all equal.</param>
    /// <returns>
    /// −1 for opposite order to 1 for the same; absent when one list ranks nothing: fewer than two values, or all
    /// equal.
    /// </returns>
    /// <remarks>
    /// Spearman, "The proof and measurement of association between two things", 1904: Pearson's correlation of the
    /// ranks.
    /// </remarks>
    public static double? Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        var (x, y) = (Ranks(first), Ranks(second));
        var middle = (first.Count + 1) / 2.0;
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - middle) * (y[i] - middle);
            xx += (x[i] - middle) * (x[i] - middle);
            yy += (y[i] - middle) * (y[i] - middle);
        }

        return xx == 0 || yy == 0 ? null : xy / Math.Sqrt(xx * yy);
    }

    private static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(
            value => values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0)];
}
