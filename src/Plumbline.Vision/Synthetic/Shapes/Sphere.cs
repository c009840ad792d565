using Float3 = System.Numerics.Vector3;

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
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var p = origin - Middle;
        var t = Quadratic.FirstRoot(
            direction.LengthSquared(), Float3.Dot(p, direction), p.LengthSquared() - radius * radius);
        return t >= near && t <= far ? t : float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var normal = Float3.Normalize(point - Middle);
        var ring = MathF.Max(MathF.Sqrt(normal.X * normal.X + normal.Z * normal.Z), 1e-4f);
        var longitude = MathF.Atan2(normal.X, -normal.Z);
        var latitude = MathF.Asin(Math.Clamp(normal.Y, -1, 1));
        // U and V are arc lengths on the equator and on a meridian: dU grows towards the poles, where the map is
        // crowded.
        var east = new Float3(-normal.Z, 0, normal.X) / ring;
        return new(normal, new(radius * longitude, radius * latitude), east / ring, Float3.Cross(east, normal), 0);
    }
}
