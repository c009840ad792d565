using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>A ball.</summary>
internal sealed class Sphere(float radius) : Shape
{
    /// <inheritdoc/>
    public override float BoundingRadius => radius;

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -radius, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => radius;

    /// <inheritdoc/>
    public override float Height => 2 * radius;

    /// <inheritdoc/>
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var (enter, _) = Round.Clip(origin - Lanes3.Of(Middle), direction, radius);
        return LaneMath.HitWhere(LaneMath.Within(enter, near, far), enter);
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point)
    {
        var normal = Lanes3.Normalize(point - Lanes3.Of(Middle));
        var ring = LaneMath.Max(Vector256.Sqrt(normal.X * normal.X + normal.Z * normal.Z), Vector256.Create(1e-4f));
        var longitude = LaneMath.Atan2(normal.X, -normal.Z);
        var latitude = LaneMath.Atan2(normal.Y, ring);
        // U and V are arc lengths on the equator and on a meridian: dU grows towards the poles, where the map is
        // crowded.
        var east = Lanes.One / ring * new Lanes3(-normal.Z, Lanes.Zero, normal.X);
        return new(
            normal, longitude * radius, latitude * radius, Lanes.One / ring * east, Lanes3.Cross(east, normal),
            Lanes.Zero);
    }
}
