using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Filtered square waves: the edges of bricks, boards and checks.</summary>
internal static class Pulse
{
    /// <summary>Shares of intervals in which a square wave of period 1 is on.</summary>
    /// <param name="position">Middles of the intervals, in periods.</param>
    /// <param name="width">Widths of the intervals, in periods, above 0.</param>
    /// <param name="duty">Share of each period, from its start, in which the wave is on.</param>
    /// <returns>Shares in [0, 1].</returns>
    /// <remarks>
    /// Ebert et al., Texturing and Modeling, 3rd ed., chapter 2: the integral of the wave at both ends.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Mean(Lanes position, Lanes width, float duty)
    {
        var (low, high) = (position - width * 0.5f, position + width * 0.5f);
        return (Integral(high, duty) - Integral(low, duty)) / width;
    }

    private static Lanes Integral(Lanes x, float duty)
    {
        var whole = Vector256.Floor(x);
        return whole * duty + LaneMath.Min(x - whole, Vector256.Create(duty));
    }
}
