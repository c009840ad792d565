namespace Plumbline.Alignment.Statistics;

/// <summary>How well a share is known from a number of trials.</summary>
public static class WilsonInterval
{
    // Two-sided 95 % quantile of the normal distribution.
    private const double Quantile = 1.959963984540054;

    /// <summary>95 % interval of a share.</summary>
    /// <param name="successes">Trials that came out right, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">All trials, at least 1.</param>
    /// <returns>Interval inside [0, 1] that holds the true share in 19 of 20 cases.</returns>
    /// <remarks>Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.</remarks>
    public static Interval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var (share, z2) = ((double)successes / trials, Quantile * Quantile);
        var middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
        var reach = Quantile / (1 + z2 / trials) * Math.Sqrt(
            share * (1 - share) / trials + z2 / (4.0 * trials * trials));
        // At the ends the formula is exact only up to rounding.
        return new(
            successes == 0 ? 0 : Math.Max(0, middle - reach), successes == trials ? 1 : Math.Min(1, middle + reach));
    }
}
