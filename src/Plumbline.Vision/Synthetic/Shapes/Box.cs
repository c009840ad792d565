using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>A block with right angles.</summary>
internal sealed class Box(float width, float height, float depth) : Shape
{
    private readonly Float3 _half = new(width / 2, height / 2, depth / 2);

    /// <inheritdoc/>
    public override float BoundingRadius => _half.Length();

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -height / 2, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => 0.5f * MathF.Sqrt(width * width + depth * depth);

    /// <inheritdoc/>
    public override float Height => height;

    /// <inheritdoc/>
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var (enter, leave) = Slab.Clip(origin, LaneMath.Inverse(direction), Middle - _half, Middle + _half);
        return LaneMath.HitWhere(Vector256.LessThanOrEqual(enter, leave) & LaneMath.Within(enter, near, far), enter);
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point) => Face(point - Lanes3.Of(Middle), _half);

    /// <summary>The face of a block whose plane is nearest.</summary>
    /// <param name="point">Points about the middle of the block.</param>
    /// <param name="half">Half the size of the block.</param>
    /// <returns>Faces 0 to 5: low and high X, Y, Z.</returns>
    public static SurfacePoint Face(in Lanes3 point, Float3 half)
    {
        var (x, y, z) = (
            Vector256.Abs(point.X) / half.X, Vector256.Abs(point.Y) / half.Y, Vector256.Abs(point.Z) / half.Z);
        var isX = Vector256.GreaterThanOrEqual(x, y) & Vector256.GreaterThanOrEqual(x, z);
        var isY = Vector256.GreaterThanOrEqual(y, z);
        var acrossX = SurfacePoint.AcrossX(point, LaneMath.Sign(point.X), Index(point.X, 0));
        var acrossY = SurfacePoint.AcrossY(point, LaneMath.Sign(point.Y), Index(point.Y, 2));
        var acrossZ = SurfacePoint.AcrossZ(point, LaneMath.Sign(point.Z), Index(point.Z, 4));
        return SurfacePoint.Select(isX, acrossX, SurfacePoint.Select(isY, acrossY, acrossZ));
    }

    private static Lanes Index(Lanes side, float low) => Vector256.ConditionalSelect(
        Vector256.LessThan(side, Lanes.Zero), Vector256.Create(low), Vector256.Create(low + 1));
}
