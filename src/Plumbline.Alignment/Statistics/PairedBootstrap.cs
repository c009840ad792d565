namespace Plumbline.Alignment.Statistics;

/// <summary>How well the difference of two models is known, when prompts are drawn as wholes.</summary>
/// <remarks>
/// Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8 (whole clusters are drawn) and 5.3
/// (percentile and BCa); Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 14. The draws of one list of
/// prompts and one seed are the same for every measurement.
/// </remarks>
public static class PairedBootstrap
{
    /// <summary>Interval of the mean difference, adapter minus base, over all pairs.</summary>
    /// <param name="clusters">Prompts.</param>
    /// <param name="options">How intervals are drawn; defaults when absent.</param>
    /// <returns>The interval; absent for fewer than two prompts, and where no draw differs from another.</returns>
    public static Interval? OfDifference(IReadOnlyList<PairedCluster> clusters, BootstrapOptions? options = null) =>
        Of(clusters, totals => (totals.Aligned - totals.Base) / totals.Count, options);

    /// <summary>Interval of the change in per cent of the base: ratio of the means over all pairs, minus one.</summary>
    /// <param name="clusters">Prompts.</param>
    /// <param name="options">How intervals are drawn; defaults when absent.</param>
    /// <returns>
    /// The interval in per cent; absent as for differences, and where a drawn mean of the base is zero or has the other
    /// sign, so that per cent of it mean nothing.
    /// </returns>
    public static Interval? OfPercentChange(IReadOnlyList<PairedCluster> clusters, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        var sign = Math.Sign(clusters.Sum(cluster => cluster.BaseSum));
        return Of(
            clusters,
            totals => Math.Sign(totals.Base) == sign
                && sign != 0 ? 100 * (totals.Aligned / totals.Base - 1) : null, options);
    }

    /// <summary>Interval of any function of the sums over pairs.</summary>
    /// <param name="clusters">Prompts.</param>
    /// <param name="statistic">From sums and number of pairs to a value; absent where it has none.</param>
    /// <param name="options">How intervals are drawn; defaults when absent.</param>
    internal static Interval? Of(
        IReadOnlyList<PairedCluster> clusters, Func<(double Base, double Aligned, int Count), double?> statistic,
        BootstrapOptions? options)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        options ??= BootstrapOptions.Default;
        options.Validate();
        if (clusters.Count < 2)
            return null;
        var sums = clusters.Select(cluster =>
            (Base: cluster.BaseSum, Aligned: cluster.AlignedSum, cluster.Pairs.Count)).ToArray();
        var draws = new double[options.Replicates];
        var random = new Random(options.Seed);
        for (var r = 0; r < draws.Length; r++)
        {
            var total = (Base: 0.0, Aligned: 0.0, Count: 0);
            for (var i = 0; i < sums.Length; i++)
                total = Plus(total, sums[random.Next(sums.Length)]);
            if (statistic(total) is not { } value)
                return null;
            draws[r] = value;
        }

        Array.Sort(draws);
        // Equal draws are no evidence of certainty: the prompts happen to say the same.
        if (draws[0] == draws[^1])
            return null;
        var tail = (1 - options.Confidence) / 2;
        var (low, high) = options.Method switch
        {
            IntervalMethod.Percentile => (tail, 1 - tail),
            IntervalMethod.ExpandedPercentile => Expanded(sums.Length, tail),
            IntervalMethod.BiasCorrected => Corrected(sums, statistic, draws, tail),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Method, "Expected a known method."),
        };
        return new(Quantile(draws, low), Quantile(draws, high));
    }

    // The draws spread by a factor √((n − 1)/n) too little, and a normal quantile stands where Student's belongs.
    private static (double Low, double High) Expanded(int clusters, double tail)
    {
        var reach = Math.Sqrt(clusters / (clusters - 1.0)) * StudentDistribution.Quantile(1 - tail, clusters - 1);
        return (NormalDistribution.Cdf(-reach), NormalDistribution.Cdf(reach));
    }

    // z0 -> bias of the draws, a -> acceleration from the jackknife over prompts (Efron and Tibshirani, eq. 14.9 to
    // 14.15).
    private static (double Low, double High) Corrected(
        (double Base, double Aligned, int Count)[] sums, Func<(double Base, double Aligned, int Count),
        double?> statistic,
        double[] draws, double tail)
    {
        var all = sums.Aggregate(Plus);
        var value = statistic(all)!.Value;
        var below = draws.Count(draw => draw < value) + 0.5 * draws.Count(draw => draw == value);
        var z0 = NormalDistribution.Quantile(
            Math.Clamp(below / draws.Length, 0.5 / draws.Length, 1 - 0.5 / draws.Length));
        var without = sums.Select(own =>
            statistic((all.Base - own.Base, all.Aligned - own.Aligned, all.Count - own.Count))).ToArray();
        // A prompt without which there is no value says that the spread cannot be followed: no acceleration then.
        var a = 0.0;
        if (without.All(one => one is not null))
        {
            var mean = without.Average()!.Value;
            var (squares, cubes) = (
                without.Sum(one => Math.Pow(mean - one!.Value, 2)), without.Sum(one => Math.Pow(mean - one!.Value, 3)));
            a = squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
        }

        double Level(double z) => NormalDistribution.Cdf(z0 + (z0 + z) / (1 - a * (z0 + z)));
        var quantile = NormalDistribution.Quantile(1 - tail);
        return (Level(-quantile), Level(quantile));
    }

    private static (double Base, double Aligned, int Count) Plus(
        (double Base, double Aligned, int Count) one, (double Base, double Aligned, int Count) other) =>
        (one.Base + other.Base, one.Aligned + other.Aligned, one.Count + other.Count);

    // Davison and Hinkley, eq. 5.6: the (R + 1)p-th of R draws, between two of them in proportion.
    private static double Quantile(double[] sorted, double level)
    {
        var place = Math.Clamp((sorted.Length + 1) * level - 1, 0, sorted.Length - 1);
        var before = (int)place;
        return before + 1 == sorted.Length
            ? sorted[before]
            : sorted[before] + (place - before) * (sorted[before + 1] - sorted[before]);
    }
}
