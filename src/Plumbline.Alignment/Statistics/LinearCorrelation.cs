namespace Plumbline.Alignment.Statistics;

/// <summary>Whether two numbers rise and fall together.</summary>
public static class LinearCorrelation
{
    /// <summary>Pearson's correlation.</summary>
    /// <param name="first">Values.</param>
    /// <param name="second">As many values.</param>
    /// <returns>
    /// −1 for opposite to 1 for the same up to scale and shift; absent when one list says nothing: fewer than two
    /// values, or all equal.
    /// </returns>
    /// <remarks>Pearson, "Notes on regression and inheritance in the case of two parents", 1895.</remarks>
    public static double? Pearson(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        if (first.Count < 2)
            return null;
        var (middleX, middleY) = (first.Average(), second.Average());
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < first.Count; i++)
        {
            var (x, y) = (first[i] - middleX, second[i] - middleY);
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }

        return xx == 0 || yy == 0 ? null : xy / Math.Sqrt(xx * yy);
    }
}
