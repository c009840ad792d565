namespace Plumbline.Alignment.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>Share of values below a number.</summary>
    /// <param name="z">The number, in standard deviations.</param>
    /// <remarks>
    /// Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.2.11 and 26.2.14; relative error about
    /// 1e-13.
    /// </remarks>
    public static double Cdf(double z)
    {
        if (double.IsInfinity(z))
            return z > 0 ? 1 : 0;
        var tail = UpperTail(Math.Abs(z));
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>The number that a share of values lies below.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    /// <remarks>Newton's steps on <see cref="Cdf"/> from the rational start of Abramowitz and Stegun 26.2.23.</remarks>
    public static double Quantile(double share)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and below 1.");
        if (share > 0.5)
            return -Quantile(1 - share);
        var t = Math.Sqrt(-2 * Math.Log(share));
        var z = -(t
            - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
        for (var i = 0; i < 4; i++)
            z -= (Cdf(z) - share) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
        return z;
    }

    // Series near the middle, continued fraction in the tail.
    private static double UpperTail(double z)
    {
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 3)
        {
            var (term, sum) = (z, z);
            for (var n = 1; Math.Abs(term) > 1e-17 * sum; n++)
                sum += term *= z * z / (2 * n + 1);
            return 0.5 - density * sum;
        }

        var fraction = z;
        for (var n = 100; n > 0; n--)
            fraction = z + n / fraction;
        return density / fraction;
    }
}
