using System.Numerics;

namespace Plumbline.Alignment.Statistics;

/// <summary>Whether two models differ, by exchanging them prompt by prompt.</summary>
/// <remarks>
/// If the adapter changed nothing, the two clips of a pair could as well carry each other's names. All pairs of a
/// prompt are exchanged together, since they resemble each other. Fisher, The Design of Experiments, 1935, section 21;
/// for clusters Good, Permutation, Parametric, and Bootstrap Tests of Hypotheses, 3rd ed. 2005, ch. 9.
/// </remarks>
public static class SignFlipTest
{
    /// <summary>Up to this many prompts every exchange is counted.</summary>
    public const int MostExact = 20;

    /// <summary>Two-sided p-value of the mean difference over all pairs.</summary>
    /// <param name="clusters">Prompts.</param>
    /// <param name="seed">Names the drawn exchanges, where there are too many to count.</param>
    /// <param name="replicates">Drawn exchanges, at least 1,000.</param>
    /// <returns>
    /// Share of exchanges after which the mean differs from zero at least as far as it does, above 0 to 1; with drawn
    /// ones the observed order counts as one of them (Phipson and Smyth 2010). Absent without prompts.
    /// </returns>
    public static double? PValue(IReadOnlyList<PairedCluster> clusters, int seed = 1, int replicates = 20_000)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1000);
        if (clusters.Count == 0)
            return null;
        var sums = clusters.Select(cluster => cluster.AlignedSum - cluster.BaseSum).ToArray();
        // Exchanges with equal sums differ by rounding only, and must all count.
        var bound = Math.Abs(sums.Sum()) - 1e-10 * sums.Sum(Math.Abs);
        return sums.Length <= MostExact ? Exact(sums, bound) : Drawn(sums, bound, seed, replicates);
    }

    // Half of the exchanges mirror the other half, so the first prompt keeps its sign. In Gray's order one sign changes
    // a step.
    private static double Exact(double[] sums, double bound)
    {
        var (flipped, sum, count) = (new bool[sums.Length], sums.Sum(), 0);
        var total = 1 << (sums.Length - 1);
        for (var step = 1; ; step++)
        {
            if (Math.Abs(sum) >= bound)
                count++;
            if (step == total)
                return (double)count / total;
            var next = 1 + BitOperations.TrailingZeroCount(step);
            sum += flipped[next] ? 2 * sums[next] : -2 * sums[next];
            flipped[next] = !flipped[next];
        }
    }

    private static double Drawn(double[] sums, double bound, int seed, int replicates)
    {
        var (random, count) = (new Random(seed), 0);
        for (var r = 0; r < replicates; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < sums.Length; i += 32)
            {
                var signs = (uint)random.NextInt64(1L << 32);
                for (var k = i; k < Math.Min(i + 32, sums.Length); k++, signs >>= 1)
                    sum += (signs & 1) == 0 ? sums[k] : -sums[k];
            }

            if (Math.Abs(sum) >= bound)
                count++;
        }

        return (count + 1.0) / (replicates + 1.0);
    }
}
