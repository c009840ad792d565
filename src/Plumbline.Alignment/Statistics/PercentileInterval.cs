namespace Plumbline.Alignment.Statistics;

/// <summary>95 % interval of a number by the percentiles of its bootstrap replicates.</summary>
/// <remarks>Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13.</remarks>
internal static class PercentileInterval
{
    /// <summary>The interval that leaves out 2.5 % of the replicates at each end.</summary>
    /// <param name="replicates">The number in each drawn sample, in any order, at least 40; they are sorted.</param>
    public static Interval Of(double[] replicates)
    {
        Array.Sort(replicates);
        return new(replicates[replicates.Length * 25 / 1000], replicates[replicates.Length * 975 / 1000 - 1]);
    }
}
