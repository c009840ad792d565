namespace Plumbline.Alignment.Statistics;

/// <summary>Student's distribution: a mean over its own estimated standard error.</summary>
internal static class StudentDistribution
{
    /// <summary>Share of values below a number.</summary>
    /// <param name="t">The number.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    /// <remarks>Abramowitz and Stegun 26.5.27.</remarks>
    public static double Cdf(double t, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        var tail = 0.5 * SpecialFunctions.IncompleteBeta(freedom / (freedom + t * t), freedom / 2.0, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The number that a share of values lies below.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double Quantile(double share, int freedom)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and below 1.");
        var (low, high) = (-1.0, 1.0);
        while (Cdf(low, freedom) > share)
            low *= 2;
        while (Cdf(high, freedom) < share)
            high *= 2;
        for (var i = 0; i < 100 && high - low > 1e-14 * Math.Max(1, Math.Abs(low)); i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cdf(middle, freedom) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>Chance that a two-sided test on a mean finds it to differ from zero.</summary>
    /// <param name="shift">The true mean in standard errors of the estimate.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    /// <param name="significance">Level of the test, above 0 and below 1.</param>
    /// <remarks>
    /// The tails of the noncentral t distribution, integrated over the estimated standard error by Simpson's rule;
    /// G*Power and R's <c>power.t.test(strict = TRUE)</c> give the same.
    /// </remarks>
    public static double Power(double shift, int freedom, double significance)
    {
        const int steps = 2000;
        var critical = Quantile(1 - significance / 2, freedom);
        var reach = 10 / Math.Sqrt(2.0 * freedom);
        var (from, to) = (Math.Max(1e-9, 1 - reach), 1 + reach);
        // Density of the estimated over the true deviation: a chi variable over the root of its degrees of freedom.
        var front = Math.Log(2) + freedom / 2.0 * Math.Log(freedom / 2.0) - SpecialFunctions.LogGamma(freedom / 2.0);
        var sum = 0.0;
        for (var i = 0; i <= steps; i++)
        {
            var s = from + (to - from) * i / steps;
            var density = Math.Exp(front + (freedom - 1) * Math.Log(s) - freedom * s * s / 2);
            var found = NormalDistribution.Cdf(shift - critical * s) + NormalDistribution.Cdf(-shift - critical * s);
            sum += (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2) * density * found;
        }

        return sum * (to - from) / (3 * steps);
    }
}
