namespace Plumbline.Alignment.Statistics;

/// <summary>
/// How well a mean is known when values come in groups that resemble each other, such as clips of one prompt.
/// </summary>
public static class ClusterBootstrap
{
    /// <summary>95 % percentile interval of the mean of all values.</summary>
    /// <param name="clusters">
    /// The values of each group, at least one each; whole groups are drawn with replacement.
    /// </param>
    /// <param name="seed">Names the draws.</param>
    /// <param name="replicates">Draws, at least 100.</param>
    /// <returns>The interval; absent for fewer than two groups, which say nothing about others.</returns>
    /// <remarks>
    /// Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8: groups are drawn, not values.
    /// </remarks>
    public static Interval? OfMean(IReadOnlyList<IReadOnlyList<double>> clusters, int seed, int replicates = 2000)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 100);
        if (clusters.Any(cluster => cluster.Count == 0))
            throw new ArgumentException(
                "Cluster bootstrap: expected at least one value in every group, got an empty group.", nameof(clusters));
        if (clusters.Count < 2)
            return null;
        var sums = clusters.Select(cluster => (Sum: cluster.Sum(), cluster.Count)).ToArray();
        var random = new Random(seed);
        var means = new double[replicates];
        for (var r = 0; r < replicates; r++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < sums.Length; i++)
            {
                var drawn = sums[random.Next(sums.Length)];
                (sum, count) = (sum + drawn.Sum, count + drawn.Count);
            }

            means[r] = sum / count;
        }

        return PercentileInterval.Of(means);
    }
}
