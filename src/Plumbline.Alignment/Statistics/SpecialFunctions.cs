namespace Plumbline.Alignment.Statistics;

/// <summary>Functions that distributions are made of.</summary>
internal static class SpecialFunctions
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Logarithm of the gamma function.</summary>
    /// <param name="x">At least 0.5.</param>
    /// <remarks>
    /// Lanczos, "A precision approximation of the gamma function", 1964, with g = 7 and nine terms; relative error
    /// about 1e-15.
    /// </remarks>
    public static double LogGamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x, 0.5);
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (x - 1 + i);
        var t = x + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>Regularised incomplete beta function I_x(a, b).</summary>
    /// <param name="x">0 to 1.</param>
    /// <param name="a">At least 0.5.</param>
    /// <param name="b">At least 0.5.</param>
    /// <remarks>Continued fraction of NIST DLMF 8.17.22, evaluated from the front by Lentz's method.</remarks>
    public static double IncompleteBeta(double x, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        // The fraction converges fast below the mean of the distribution; above it the other tail is taken.
        if (x > (a + 1) / (a + b + 2))
            return 1 - IncompleteBeta(1 - x, b, a);
        const double tiny = 1e-300;
        var (c, d, fraction) = (1.0, 0.0, 1.0);
        for (var n = 0; n < 1000; n++)
        {
            var m = n / 2;
            var numerator = n == 0 ? 1
                : n % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + numerator * d);
            c = NotZero(1 + numerator / c);
            fraction *= c * d;
            if (Math.Abs(c * d - 1) < 1e-15)
                break;
        }

        var front = a * Math.Log(x) + b * Math.Log(1 - x) + LogGamma(a + b) - LogGamma(a) - LogGamma(b);
        return Math.Exp(front) * (fraction - 1) / a;

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }
}
