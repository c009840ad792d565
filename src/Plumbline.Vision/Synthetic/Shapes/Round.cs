using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Where rays enter and leave a circle or a sphere about the origin.</summary>
/// <remarks>
/// From the distance at the closest approach: b² − a c would cancel near the outline, which would then flicker in
/// single precision (Haines et al., "Precision improvements for ray/sphere intersection", Ray Tracing Gems, 2019).
/// </remarks>
internal static class Round
{
    /// <summary>Clips rays of a plane to a circle.</summary>
    /// <returns>Ray parameters; not numbers where a ray misses.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes Enter, Lanes Leave) Clip(Lanes x, Lanes y, Lanes dx, Lanes dy, float radius)
    {
        var a = dx * dx + dy * dy;
        var closest = -(x * dx + y * dy) / a;
        var (nearX, nearY) = (x + closest * dx, y + closest * dy);
        var half = Vector256.Sqrt((Vector256.Create(radius * radius) - nearX * nearX - nearY * nearY) / a);
        return (closest - half, closest + half);
    }

    /// <summary>Clips rays to a sphere.</summary>
    /// <returns>Ray parameters; not numbers where a ray misses.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes Enter, Lanes Leave) Clip(in Lanes3 origin, in Lanes3 direction, float radius)
    {
        var a = direction.LengthSquared;
        var closest = -Lanes3.Dot(origin, direction) / a;
        var nearest = origin + closest * direction;
        var half = Vector256.Sqrt((Vector256.Create(radius * radius) - nearest.LengthSquared) / a);
        return (closest - half, closest + half);
    }
}
