using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>
/// A flat rectangle that faces −Z: walls, floors and posters. Its origin is the middle of its lower edge.
/// </summary>
internal sealed class Panel(float width, float height) : Shape
{
    /// <inheritdoc/>
    public override float BoundingRadius => 0.5f * MathF.Sqrt(width * width + height * height);

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -height / 2, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => width / 2;

    /// <inheritdoc/>
    public override float Height => height;

    /// <inheritdoc/>
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var t = -origin.Z / direction.Z;
        var (x, y) = (origin.X + t * direction.X, origin.Y + t * direction.Y);
        var isInside = Vector256.LessThanOrEqual(Vector256.Abs(x), Vector256.Create(width / 2))
            & LaneMath.Within(y, Vector256.Create(-height), Lanes.Zero);
        return LaneMath.HitWhere(isInside & LaneMath.Within(t, near, far), t);
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point) => SurfacePoint.AcrossZ(
        new(point.X + Vector256.Create(width / 2), point.Y + Vector256.Create(height), Lanes.Zero), -Lanes.One,
        Lanes.Zero);
}
