using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Where rays enter and leave a block with right angles.</summary>
internal static class Slab
{
    /// <summary>Clips rays to a block.</summary>
    /// <param name="origin">Where the rays start.</param>
    /// <param name="inverse">Reciprocals of their directions; see <see cref="LaneMath.Inverse(in Lanes3)"/>.</param>
    /// <param name="low">Lower corner.</param>
    /// <param name="high">Upper corner.</param>
    /// <returns>Ray parameters; a ray misses where it would leave before it enters.</returns>
    /// <remarks>Kay and Kajiya, "Ray tracing complex scenes", SIGGRAPH 1986.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes Enter, Lanes Leave) Clip(in Lanes3 origin, in Lanes3 inverse, Float3 low, Float3 high)
    {
        var (x1, x2) = Axis(origin.X, inverse.X, low.X, high.X);
        var (y1, y2) = Axis(origin.Y, inverse.Y, low.Y, high.Y);
        var (z1, z2) = Axis(origin.Z, inverse.Z, low.Z, high.Z);
        return (LaneMath.Max(x1, LaneMath.Max(y1, z1)), LaneMath.Min(x2, LaneMath.Min(y2, z2)));
    }

    /// <summary>Clips rays to the space between two parallel planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes Enter, Lanes Leave) Axis(Lanes origin, Lanes inverse, float low, float high)
    {
        var (one, two) = ((Vector256.Create(low) - origin) * inverse, (Vector256.Create(high) - origin) * inverse);
        return (LaneMath.Min(one, two), LaneMath.Max(one, two));
    }
}
