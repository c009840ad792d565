namespace Plumbline.Alignment.Calibration;

/// <summary>The steps of every ladder of defects, by the displacement that they cause.</summary>
/// <remarks>
/// The strength of a defect is the displacement that one in twenty of all moved pixels of the clip exceeds. It is
/// measured against the diagonal of the picture, so that a step looks the same at every size. The table in
/// docs/calibration.md shows it in pixels. Step 1 lies below what a viewer notices, and no promise is made about it.
/// </remarks>
public static class Severity
{
    private static readonly double[] Shares = [0, 0.0015, 0.003, 0.006, 0.010, 0.016];

    /// <summary>The mildest step that a viewer sees when told where to look.</summary>
    public const int MildestVisible = 2;

    /// <summary>The step that a viewer sees at once; twice the mildest visible one.</summary>
    public const int Moderate = 3;

    /// <summary>The last step.</summary>
    public const int Worst = 5;

    /// <summary>Strength as a share of the picture's diagonal.</summary>
    /// <param name="severity">Step, 0 to <see cref="Worst"/>.</param>
    /// <returns>Share of the diagonal, 0 for step 0.</returns>
    public static double ShareOfDiagonal(int severity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(severity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, Worst);
        return Shares[severity];
    }

    /// <summary>Strength in a picture of some size.</summary>
    /// <param name="severity">Step, 0 to <see cref="Worst"/>.</param>
    /// <param name="width">Width of the picture in pixels.</param>
    /// <param name="height">Height of the picture in pixels.</param>
    /// <returns>Displacement in pixels.</returns>
    public static double Pixels(int severity, int width, int height) =>
        ShareOfDiagonal(severity) * Math.Sqrt((double)width * width + (double)height * height);
}
