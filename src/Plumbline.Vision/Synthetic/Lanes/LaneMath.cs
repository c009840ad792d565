using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Arithmetic on eight numbers at once, the same bits on every machine.</summary>
/// <remarks>
/// Sums and products are written out and never fused: a fused product rounds once instead of twice, and only some
/// machines have it.
/// </remarks>
internal static class LaneMath
{
    /// <summary>Infinity in every lane: a ray that misses.</summary>
    public static Lanes Miss => Vector256.Create(float.PositiveInfinity);

    /// <summary>The smaller of two numbers; the second where one of them is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Min(Lanes a, Lanes b) => Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

    /// <summary>The larger of two numbers; the second where one of them is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Max(Lanes a, Lanes b) => Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    /// <summary>Brought into [low, high].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Clamp(Lanes value, float low, float high) =>
        Min(Max(value, Vector256.Create(low)), Vector256.Create(high));

    /// <summary>−1 below 0, 1 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sign(Lanes value) =>
        Vector256.ConditionalSelect(Vector256.LessThan(value, Lanes.Zero), -Lanes.One, Lanes.One);

    /// <summary>Whether near ≤ t ≤ far, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Within(Lanes t, Lanes near, Lanes far) =>
        Vector256.GreaterThanOrEqual(t, near) & Vector256.LessThanOrEqual(t, far);

    /// <summary>The ray parameter where the mask is set, a miss elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes HitWhere(Lanes mask, Lanes t) => Vector256.ConditionalSelect(mask, t, Miss);

    /// <summary>Whether any lane of a mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes mask) => Vector256.ExtractMostSignificantBits(mask) != 0;

    /// <summary>
    /// Reciprocals of a direction that never divide by zero: a ray along an axis is bent by less than it can show.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Inverse(in Lanes3 direction) =>
        new(Inverse(direction.X), Inverse(direction.Y), Inverse(direction.Z));

    /// <summary>Angle of the point (x, y) from the X axis, in [−π, π], to 3·10⁻⁷.</summary>
    /// <remarks>
    /// The odd polynomial of Cephes' <c>atanf</c> (Moshier, 1992) after the octants are folded onto [0, tan π/8].
    /// </remarks>
    public static Lanes Atan2(Lanes y, Lanes x)
    {
        var (ax, ay) = (Vector256.Abs(x), Vector256.Abs(y));
        var ratio = Min(ax, ay) / Max(Max(ax, ay), Vector256.Create(1e-30f));
        var isSteep = Vector256.GreaterThan(ratio, Vector256.Create(0.41421356f));
        var t = Vector256.ConditionalSelect(isSteep, (ratio - Lanes.One) / (ratio + Lanes.One), ratio);
        var z = t * t;
        var angle = (((Vector256.Create(8.05374449538e-2f) * z - Vector256.Create(1.38776856032e-1f)) * z
            + Vector256.Create(1.99777106478e-1f)) * z - Vector256.Create(3.33329491539e-1f)) * z * t + t;
        angle += isSteep & Vector256.Create(MathF.PI / 4);
        angle = Vector256.ConditionalSelect(
            Vector256.GreaterThan(ay, ax), Vector256.Create(MathF.PI / 2) - angle, angle);
        angle = Vector256.ConditionalSelect(
            Vector256.LessThan(x, Lanes.Zero), Vector256.Create(MathF.PI) - angle, angle);
        return Vector256.ConditionalSelect(Vector256.LessThan(y, Lanes.Zero), -angle, angle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Inverse(Lanes value)
    {
        var isTiny = Vector256.LessThan(Vector256.Abs(value), Vector256.Create(1e-12f));
        return Lanes.One / Vector256.ConditionalSelect(isTiny, Vector256.Create(1e-12f), value);
    }
}
