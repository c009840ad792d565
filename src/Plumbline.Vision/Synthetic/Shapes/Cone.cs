using Float3 = System.Numerics.Vector3;

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
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        // x² + z² = (slope · (y + height))², with the tip at y = −height.
        var (h, slope2) = (origin.Y + height, _slope * _slope);
        var a = direction.X * direction.X + direction.Z * direction.Z - slope2 * direction.Y * direction.Y;
        var b = origin.X * direction.X + origin.Z * direction.Z - slope2 * h * direction.Y;
        var c = origin.X * origin.X + origin.Z * origin.Z - slope2 * h * h;
        var (first, second) = Quadratic.Roots(a, b, c);
        var side = MathF.Min(OnSide(first), OnSide(second));

        var end = -origin.Y / direction.Y;
        var (x, z) = (origin.X + end * direction.X, origin.Z + end * direction.Z);
        if (!(end >= near && end <= far && x * x + z * z <= radius * radius))
            end = float.PositiveInfinity;
        return MathF.Min(side, end);

        // The second half of the double cone hangs above the tip and does not belong to the shape.
        float OnSide(float t)
        {
            var y = origin.Y + t * direction.Y;
            return t >= near && t <= far && y <= 0 && y >= -height ? t : float.PositiveInfinity;
        }
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var ring = MathF.Sqrt(point.X * point.X + point.Z * point.Z);
        if (MathF.Abs(point.Y) < MathF.Abs(ring - _slope * (point.Y + height)))
            return new(Float3.UnitY, new(point.X, point.Z), Float3.UnitX, Float3.UnitZ, 1);
        var outward = ring > 1e-6f ? new Float3(point.X / ring, 0, point.Z / ring) : -Float3.UnitZ;
        var normal = Float3.Normalize(outward - new Float3(0, _slope, 0));
        var east = new Float3(-outward.Z, 0, outward.X);
        var crowding = radius / MathF.Max(ring, 1e-4f);
        return new(normal, new(radius * MathF.Atan2(outward.X, -outward.Z), point.Y), crowding * east, Float3.UnitY, 0);
    }
}
