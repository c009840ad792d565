namespace Plumbline.Vision.Synthetic;

/// <summary>Filtered square waves: the edges of bricks, boards and checks.</summary>
internal static class Pulse
{
    /// <summary>Share of an interval in which a square wave of period 1 is on.</summary>
    /// <param name="position">Middle of the interval, in periods.</param>
    /// <param name="width">Width of the interval, in periods, above 0.</param>
    /// <param name="duty">Share of each period, from its start, in which the wave is on.</param>
    /// <returns>Share in [0, 1].</returns>
    /// <remarks>
    /// Ebert et al., Texturing and Modeling, 3rd ed., chapter 2: the integral of the wave at both ends.
    /// </remarks>
    public static float Mean(float position, float width, float duty)
    {
        var (low, high) = (position - width / 2, position + width / 2);
        return (Integral(high, duty) - Integral(low, duty)) / width;
    }

    private static float Integral(float x, float duty)
    {
        var whole = MathF.Floor(x);
        return whole * duty + MathF.Min(x - whole, duty);
    }
}
