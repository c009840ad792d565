using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Eight points of a surface in the frame of its shape.</summary>
/// <param name="normal">Outward unit normals.</param>
/// <param name="u">First coordinates on the surface, metres.</param>
/// <param name="v">Second coordinates on the surface, metres; they grow downwards on upright faces.</param>
/// <param name="gradientU">How U changes with the position in space, per metre.</param>
/// <param name="gradientV">How V changes with the position in space, per metre.</param>
/// <param name="face">Which smooth faces of the shape they lie on, from 0.</param>
internal readonly struct SurfacePoint(
    Lanes3 normal, Lanes u, Lanes v, Lanes3 gradientU, Lanes3 gradientV, Lanes face)
{
    /// <summary>Outward unit normals.</summary>
    public readonly Lanes3 Normal = normal;

    /// <summary>First coordinates on the surface, metres.</summary>
    public readonly Lanes U = u;

    /// <summary>Second coordinates on the surface, metres.</summary>
    public readonly Lanes V = v;

    /// <summary>How U changes with the position in space, per metre.</summary>
    public readonly Lanes3 GradientU = gradientU;

    /// <summary>How V changes with the position in space, per metre.</summary>
    public readonly Lanes3 GradientV = gradientV;

    /// <summary>Which smooth faces of the shape they lie on, from 0.</summary>
    public readonly Lanes Face = face;

    /// <summary>The first points where the mask is set, the second elsewhere.</summary>
    public static SurfacePoint Select(Lanes mask, in SurfacePoint a, in SurfacePoint b) => new(
        Lanes3.Select(mask, a.Normal, b.Normal), Vector256.ConditionalSelect(mask, a.U, b.U),
        Vector256.ConditionalSelect(mask, a.V, b.V), Lanes3.Select(mask, a.GradientU, b.GradientU),
        Lanes3.Select(mask, a.GradientV, b.GradientV), Vector256.ConditionalSelect(mask, a.Face, b.Face));

    /// <summary>Points of a face across X: U runs along Z, V along Y.</summary>
    public static SurfacePoint AcrossX(in Lanes3 point, Lanes outward, Lanes face) => new(
        new(outward, Lanes.Zero, Lanes.Zero), point.Z, point.Y, Axis.Z, Axis.Y, face);

    /// <summary>Points of a face across Y: U runs along X, V along Z.</summary>
    public static SurfacePoint AcrossY(in Lanes3 point, Lanes outward, Lanes face) => new(
        new(Lanes.Zero, outward, Lanes.Zero), point.X, point.Z, Axis.X, Axis.Z, face);

    /// <summary>Points of a face across Z: U runs along X, V along Y.</summary>
    public static SurfacePoint AcrossZ(in Lanes3 point, Lanes outward, Lanes face) => new(
        new(Lanes.Zero, Lanes.Zero, outward), point.X, point.Y, Axis.X, Axis.Y, face);

    private static class Axis
    {
        public static Lanes3 X => new(Lanes.One, Lanes.Zero, Lanes.Zero);

        public static Lanes3 Y => new(Lanes.Zero, Lanes.One, Lanes.Zero);

        public static Lanes3 Z => new(Lanes.Zero, Lanes.Zero, Lanes.One);
    }
}
