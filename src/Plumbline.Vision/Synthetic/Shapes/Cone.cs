using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>An upright cone that stands on its flat end.</summary>
internal sealed class Cone(float radius, float height) : Shape
{
    private readonly float _slope = radius / height;

    /// <inheritdoc/>
    public override float BoundingRadius => MathF.Sqrt(radius * radius + height * height / 4);

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -height / 2, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => radius;

    /// <inheritdoc/>
    public override float Height => height;

    /// <inheritdoc/>
    /// <remarks>
    /// x² + z² = (slope · h)², with h from the tip down. The discriminant is a sum of products of moments (Lagrange's
    /// identity), for the same reason as in <see cref="Round"/>.
    /// </remarks>
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var (x, h, z) = (origin.X, origin.Y + Vector256.Create(height), origin.Z);
        var (dx, dh, dz) = (direction.X, direction.Y, direction.Z);
        var slope2 = Vector256.Create(_slope * _slope);
        var a = dx * dx + dz * dz - slope2 * dh * dh;
        var b = x * dx + z * dz - slope2 * h * dh;
        var c = x * x + z * z - slope2 * h * h;
        var (xh, zh, xz) = (x * dh - h * dx, z * dh - h * dz, x * dz - z * dx);
        var root = Vector256.Sqrt(slope2 * (xh * xh + zh * zh) - xz * xz);
        var q = -(b + LaneMath.Sign(b) * root);
        var side = LaneMath.Min(OnSide(q / a), OnSide(c / q));

        var end = -origin.Y / dh;
        var (endX, endZ) = (x + end * dx, z + end * dz);
        var isOnEnd = LaneMath.Within(end, near, far)
            & Vector256.LessThanOrEqual(endX * endX + endZ * endZ, Vector256.Create(radius * radius));
        return LaneMath.Min(side, LaneMath.HitWhere(isOnEnd, end));

        // The second half of the double cone hangs above the tip and does not belong to the shape.
        Lanes OnSide(Lanes t)
        {
            var depth = h + t * dh;
            return LaneMath.HitWhere(
                LaneMath.Within(t, near, far) & LaneMath.Within(depth, Lanes.Zero, Vector256.Create(height)), t);
        }
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point)
    {
        var ring = LaneMath.Max(Vector256.Sqrt(point.X * point.X + point.Z * point.Z), Vector256.Create(1e-6f));
        var fromSide = Vector256.Abs(ring - (point.Y + Vector256.Create(height)) * _slope);
        var outward = new Lanes3(point.X / ring, Lanes.Zero, point.Z / ring);
        var normal = Lanes3.Normalize(outward - new Lanes3(Lanes.Zero, Vector256.Create(_slope), Lanes.Zero));
        var crowding = Vector256.Create(radius) / LaneMath.Max(ring, Vector256.Create(1e-4f));
        var east = crowding * new Lanes3(-outward.Z, Lanes.Zero, outward.X);
        var side = new SurfacePoint(
            normal, LaneMath.Atan2(outward.X, -outward.Z) * radius, point.Y, east,
            new(Lanes.Zero, Lanes.One, Lanes.Zero), Lanes.Zero);
        var isEnd = Vector256.LessThan(Vector256.Abs(point.Y), fromSide);
        return SurfacePoint.Select(isEnd, SurfacePoint.AcrossY(point, Lanes.One, Lanes.One), side);
    }
}
