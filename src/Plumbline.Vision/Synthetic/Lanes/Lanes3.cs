using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Eight points, directions or colours side by side, one per lane.</summary>
/// <param name="x">First coordinates, or red.</param>
/// <param name="y">Second coordinates, or green.</param>
/// <param name="z">Third coordinates, or blue.</param>
internal readonly struct Lanes3(Lanes x, Lanes y, Lanes z)
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    /// <summary>First coordinates, or red.</summary>
    public readonly Lanes X = x;

    /// <summary>Second coordinates, or green.</summary>
    public readonly Lanes Y = y;

    /// <summary>Third coordinates, or blue.</summary>
    public readonly Lanes Z = z;

    /// <summary>Squared lengths.</summary>
    public Lanes LengthSquared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => X * X + Y * Y + Z * Z;
    }

    /// <summary>Eight times the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Of(Float3 value) =>
        new(Vector256.Create(value.X), Vector256.Create(value.Y), Vector256.Create(value.Z));

    /// <summary>Inner products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Dot(in Lanes3 a, in Lanes3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    /// <summary>Right-handed cross products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Cross(in Lanes3 a, in Lanes3 b) =>
        new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    /// <summary>Unit vectors the same way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Normalize(in Lanes3 a) => Lanes.One / Vector256.Sqrt(a.LengthSquared) * a;

    /// <summary>From <paramref name="a"/> at share 0 to <paramref name="b"/> at share 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Lerp(in Lanes3 a, in Lanes3 b, Lanes share) => (Lanes.One - share) * a + share * b;

    /// <summary>From one colour at share 0 to another at share 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Lerp(Float3 a, Float3 b, Lanes share) => Lerp(Of(a), Of(b), share);

    /// <summary>The first where the mask is set, the second elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Select(Lanes mask, in Lanes3 a, in Lanes3 b) => new(
        Vector256.ConditionalSelect(mask, a.X, b.X), Vector256.ConditionalSelect(mask, a.Y, b.Y),
        Vector256.ConditionalSelect(mask, a.Z, b.Z));

    /// <summary>Moves points by a matrix for row vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Transform(in Lanes3 p, in Matrix4x4 m)
    {
        var turned = TransformNormal(p, m);
        return new(
            turned.X + Vector256.Create(m.M41), turned.Y + Vector256.Create(m.M42),
            turned.Z + Vector256.Create(m.M43));
    }

    /// <summary>Turns directions by a matrix for row vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 TransformNormal(in Lanes3 p, in Matrix4x4 m) => new(
        p.X * m.M11 + p.Y * m.M21 + p.Z * m.M31,
        p.X * m.M12 + p.Y * m.M22 + p.Z * m.M32,
        p.X * m.M13 + p.Y * m.M23 + p.Z * m.M33);

    /// <summary>Sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator +(in Lanes3 a, in Lanes3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Differences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator -(in Lanes3 a, in Lanes3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Each one scaled by a number of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator *(Lanes scale, in Lanes3 a) => new(scale * a.X, scale * a.Y, scale * a.Z);

    /// <summary>All scaled by one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator *(float scale, in Lanes3 a) => Vector256.Create(scale) * a;

    /// <summary>Coordinate by coordinate, as light and surface mix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator *(in Lanes3 a, in Lanes3 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);
}
