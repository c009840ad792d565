namespace Plumbline.Alignment.Statistics;

/// <summary>What the formula of <see cref="PowerPlan"/> promises, tried on the pilot's own distribution.</summary>
public static class PowerSimulation
{
    /// <summary>Share of simulated comparisons that see an effect.</summary>
    /// <param name="pilot">
    /// Prompts with their pairs; at least two prompts, and at least one with two seeds when several are asked for.
    /// </param>
    /// <param name="effect">
    /// The true mean difference of the simulated comparisons; 0 gives the rate of false findings.
    /// </param>
    /// <param name="prompts">Prompts of each comparison, at least 2.</param>
    /// <param name="seeds">Seeds of each prompt, at least 1.</param>
    /// <param name="seed">Names the draws.</param>
    /// <param name="replicates">Simulated comparisons, at least 100.</param>
    /// <param name="significance">Level of the two-sided t-test on prompt means, above 0 and below 1.</param>
    /// <returns>
    /// 0 to 1, with a standard error of at most 0.5 / √replicates; absent where the pilot has no variance components
    /// for it.
    /// </returns>
    /// <remarks>
    /// Prompts are drawn from the pilot's prompt means, shrunk to the variance between prompts, and seeds from its
    /// residuals, widened to the variance within them, so that skew and outliers are the pilot's: the resampling of
    /// Davison and Hinkley 1997, section 3.8, "strategy 2".
    /// </remarks>
    public static double? Run(
        IReadOnlyList<PairedCluster> pilot, double effect, int prompts, int seeds, int seed = 1, int replicates = 2000,
        double significance = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prompts, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 100);
        if (VarianceComponents.Of(pilot) is not { } components || components.OfMean(prompts, seeds) is null)
            return null;
        var own = Spread([.. pilot.Select(cluster => cluster.Differences.Average())], components.Between);
        var residuals = components.Within is { } within
            ? Spread([.. pilot.Where(cluster => cluster.Pairs.Count > 1).SelectMany(Residuals)], within)
            : [0];
        var (random, found) = (new Random(seed), 0);
        var critical = StudentDistribution.Quantile(1 - significance / 2, prompts - 1);
        for (var r = 0; r < replicates; r++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < prompts; i++)
            {
                var mean = effect + own[random.Next(own.Length)];
                for (var s = 0; s < seeds; s++)
                    mean += residuals[random.Next(residuals.Length)] / seeds;
                sum += mean;
                squares += mean * mean;
            }

            var variance = (squares - sum * sum / prompts) / (prompts - 1) / prompts;
            if (Math.Abs(sum / prompts) > critical * Math.Sqrt(Math.Max(0, variance)))
                found++;
        }

        return (double)found / replicates;
    }

    private static IEnumerable<double> Residuals(PairedCluster cluster)
    {
        var mean = cluster.Differences.Average();
        return cluster.Differences.Select(difference => difference - mean);
    }

    // Values with mean 0 and the given variance, in the shape of the given ones.
    private static double[] Spread(double[] values, double variance)
    {
        var mean = values.Average();
        var own = values.Average(value => (value - mean) * (value - mean));
        return Array.ConvertAll(values, value => own == 0 ? 0 : (value - mean) * Math.Sqrt(variance / own));
    }
}
