namespace Plumbline.Vision.Mapping;

/// <summary>How many matches would agree with an epipolar geometry that was chosen to fit noise.</summary>
/// <remarks>
/// Moisan and Stival, "A Probabilistic Criterion to Detect Rigid Point Matches Between Two Images", IJCV 2004: the
/// expected number of false alarms. A fixed least count is too low where many candidates were tried.
/// </remarks>
internal static class ChanceAgreement
{
    /// <summary>Largest common logarithm of the expected false alarms with which a geometry is believed.</summary>
    public const double LargestLog = -4;

    // A fundamental matrix needs seven matches, which allow up to three of them.
    private const int SampleSize = 7;
    private const int Solutions = 3;

    /// <summary>Common logarithm of the expected number of geometries that agree so well by chance.</summary>
    /// <param name="agreeing">Matches that agree, k.</param>
    /// <param name="candidates">Matches that were tried, n ≥ k.</param>
    /// <param name="chance">Probability that a random match agrees, α in (0, 1).</param>
    /// <returns>log₁₀ of 3 (n − 7) C(n, k) C(k, 7) α^(k − 7); infinite up to seven matches; lower is better.</returns>
    public static double LogFalseAlarms(int agreeing, int candidates, double chance) =>
        agreeing <= SampleSize
            ? double.PositiveInfinity
            : Math.Log10(Solutions * (double)(candidates - SampleSize))
              + LogChoose(candidates, agreeing) + LogChoose(agreeing, SampleSize)
              + (agreeing - SampleSize) * Math.Log10(chance);

    /// <summary>Probability that a random point of a picture lies near a line across it.</summary>
    /// <param name="pixels">Largest distance from the line in pixels.</param>
    /// <param name="width">Width of the picture in pixels.</param>
    /// <param name="height">Height of the picture in pixels.</param>
    /// <returns>Upper bound by the picture's diagonal, in (0, 1).</returns>
    public static double NearLine(double pixels, double width, double height) =>
        Math.Min(0.99, 2 * pixels * Math.Sqrt(width * width + height * height) / (width * height));

    private static double LogChoose(int n, int k)
    {
        var sum = 0.0;
        for (var i = 1; i <= k; i++)
            sum += Math.Log10((double)(n - k + i) / i);
        return sum;
    }
}
