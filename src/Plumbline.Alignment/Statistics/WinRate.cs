namespace Plumbline.Alignment.Statistics;

/// <summary>How often the second of two clips is the better one, a tie counting half.</summary>
/// <param name="Wins">Pairs that the adapter wins.</param>
/// <param name="Ties">Pairs that neither wins.</param>
/// <param name="Losses">Pairs that the base wins.</param>
/// <param name="Interval">95 % interval of the share; absent for fewer than two prompts.</param>
public sealed record WinRate(int Wins, int Ties, int Losses, Interval? Interval)
{
    /// <summary>Share of wins, 0 to 1, a tie counting half; above 0.5 the adapter is better.</summary>
    public double Share => (Wins + 0.5 * Ties) / (Wins + Ties + Losses);

    /// <summary>Counts wins, prompt by prompt.</summary>
    /// <param name="clusters">
    /// Outcomes of each prompt, at least one each: above 0 a win, 0 a tie, below 0 a loss.
    /// </param>
    /// <returns>The rate; absent without prompts.</returns>
    /// <remarks>
    /// Wilson's interval for the number of independent pairs that would know the share as well: the number of pairs
    /// over the design effect, which is at least 1, with Student's quantile for the number of prompts. Korn and
    /// Graubard, Survey Methodology 24, 1998; compared with others by Dean and Pagano, J. Survey Statistics and
    /// Methodology 3, 2015. Where every prompt says the same, a prompt counts as one trial.
    /// </remarks>
    public static WinRate? Of(IReadOnlyList<IReadOnlyList<int>> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Any(cluster => cluster.Count == 0))
            throw new ArgumentException(
                "Win rate: expected at least one pair of every prompt, got a prompt without.", nameof(clusters));
        if (clusters.Count == 0)
            return null;
        var outcomes = clusters.SelectMany(cluster => cluster).ToArray();
        var rate = new WinRate(
            outcomes.Count(outcome => outcome > 0), outcomes.Count(outcome => outcome == 0),
            outcomes.Count(outcome => outcome < 0), null);
        return clusters.Count < 2 ? rate : rate with { Interval = IntervalOf(clusters, rate.Share, outcomes.Length) };
    }

    private static Interval IntervalOf(IReadOnlyList<IReadOnlyList<int>> clusters, double share, int pairs)
    {
        double n = clusters.Count;
        var deviations = clusters.Sum(cluster =>
            Math.Pow(cluster.Sum(outcome => outcome > 0 ? 1 : outcome == 0 ? 0.5 : 0) - share * cluster.Count, 2));
        // Linearised variance of a ratio over the variance of as many independent pairs: Cochran 1977, eq. 2.46 and
        // 3.8.
        var variance = n / (n - 1) * deviations / ((double)pairs * pairs);
        var independent = share * (1 - share) / Math.Max(1, pairs - 1);
        var trials = variance > 0 && independent > 0 ? pairs / Math.Max(1, variance / independent) : n;
        var quantile = StudentDistribution.Quantile(0.975, clusters.Count - 1);
        var z2 = quantile * quantile;
        var middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
        var reach = quantile / (1 + z2 / trials) * Math.Sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
        return new(share == 0 ? 0 : Math.Max(0, middle - reach), share == 1 ? 1 : Math.Min(1, middle + reach));
    }
}
