using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>An upright round column with flat ends.</summary>
internal sealed class Cylinder(float radius, float height) : Shape
{
    /// <inheritdoc/>
    public override float BoundingRadius => MathF.Sqrt(radius * radius + height * height / 4);

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -height / 2, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => radius;

    /// <inheritdoc/>
    public override float Height => height;

    /// <inheritdoc/>
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var (side, _) = Round.Clip(origin.X, origin.Z, direction.X, direction.Z, radius);
        var y = origin.Y + side * direction.Y;
        var isOnSide = LaneMath.Within(side, near, far) & LaneMath.Within(y, Vector256.Create(-height), Lanes.Zero);

        // Only the end that faces the ray can be met first.
        var isFromAbove = Vector256.GreaterThan(direction.Y, Lanes.Zero);
        var end = ((isFromAbove & Vector256.Create(-height)) - origin.Y) / direction.Y;
        var (x, z) = (origin.X + end * direction.X, origin.Z + end * direction.Z);
        var isOnEnd = LaneMath.Within(end, near, far)
            & Vector256.LessThanOrEqual(x * x + z * z, Vector256.Create(radius * radius));
        return LaneMath.Min(LaneMath.HitWhere(isOnSide, side), LaneMath.HitWhere(isOnEnd, end));
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point)
    {
        var ring = LaneMath.Max(Vector256.Sqrt(point.X * point.X + point.Z * point.Z), Vector256.Create(1e-6f));
        var toSide = Vector256.Abs(ring - Vector256.Create(radius));
        var isTop = Vector256.LessThan(Vector256.Abs(point.Y + Vector256.Create(height)), toSide);
        var isBottom = Vector256.LessThan(Vector256.Abs(point.Y), toSide);
        var normal = new Lanes3(point.X / ring, Lanes.Zero, point.Z / ring);
        var east = new Lanes3(-normal.Z, Lanes.Zero, normal.X);
        var down = new Lanes3(Lanes.Zero, Lanes.One, Lanes.Zero);
        var side = new SurfacePoint(
            normal, LaneMath.Atan2(normal.X, -normal.Z) * radius, point.Y, east, down, Lanes.Zero);
        var top = SurfacePoint.AcrossY(point, -Lanes.One, Lanes.One);
        var bottom = SurfacePoint.AcrossY(point, Lanes.One, Vector256.Create(2f));
        return SurfacePoint.Select(isTop, top, SurfacePoint.Select(isBottom, bottom, side));
    }
}
