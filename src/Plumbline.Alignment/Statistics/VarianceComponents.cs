namespace Plumbline.Alignment.Statistics;

/// <summary>
/// How much of the spread of paired differences lies between prompts and how much among seeds of one prompt.
/// </summary>
/// <param name="Prompts">Prompts they were estimated from, at least 2.</param>
/// <param name="Mean">Mean difference over all pairs, adapter minus base.</param>
/// <param name="Between">Variance of the prompts' own differences, at least 0.</param>
/// <param name="Within">
/// Variance among seeds of one prompt; absent where every prompt has one seed, and <paramref name="Between"/> then
/// holds both.
/// </param>
public sealed record VarianceComponents(int Prompts, double Mean, double Between, double? Within)
{
    /// <summary>Estimates both from a pilot.</summary>
    /// <param name="clusters">Prompts; they may have different numbers of pairs.</param>
    /// <returns>The components; absent for fewer than two prompts.</returns>
    /// <remarks>
    /// One-way random effects by the moments of the analysis of variance: Searle, Casella and McCulloch, Variance
    /// Components, 1992, section 3.6. A negative estimate of the variance between prompts counts as 0.
    /// </remarks>
    public static VarianceComponents? Of(IReadOnlyList<PairedCluster> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Count < 2)
            return null;
        double[][] differences = [.. clusters.Select(cluster => cluster.Differences.ToArray())];
        double n = differences.Length, pairs = differences.Sum(own => own.Length);
        var mean = differences.Sum(own => own.Sum()) / pairs;
        var between = differences.Sum(own => own.Length * Math.Pow(own.Average() - mean, 2)) / (n - 1);
        if (pairs == n)
            return new(differences.Length, mean, between, null);
        var within = differences.Sum(own => own.Sum(value => Math.Pow(value - own.Average(), 2))) / (pairs - n);
        var typical = (pairs - differences.Sum(own => (double)own.Length * own.Length) / pairs) / (n - 1);
        return new(differences.Length, mean, Math.Max(0, (between - within) / typical), within);
    }

    /// <summary>Variance of the mean difference over new prompts.</summary>
    /// <param name="prompts">Prompts, at least 1.</param>
    /// <param name="seeds">Seeds of each, at least 1.</param>
    /// <returns>The variance; absent for several seeds where the pilot had one of each prompt.</returns>
    public double? OfMean(int prompts, int seeds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prompts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        return Within is { } within ? (Between + within / seeds) / prompts : seeds == 1 ? Between / prompts : null;
    }
}
