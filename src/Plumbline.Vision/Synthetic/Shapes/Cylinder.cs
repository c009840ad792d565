using Float3 = System.Numerics.Vector3;

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
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var a = direction.X * direction.X + direction.Z * direction.Z;
        var b = origin.X * direction.X + origin.Z * direction.Z;
        var c = origin.X * origin.X + origin.Z * origin.Z - radius * radius;
        var side = Quadratic.FirstRoot(a, b, c);
        var y = origin.Y + side * direction.Y;
        if (!(side >= near && side <= far && y <= 0 && y >= -height))
            side = float.PositiveInfinity;

        // Only the end that faces the ray can be met first.
        var end = ((direction.Y > 0 ? -height : 0) - origin.Y) / direction.Y;
        var (x, z) = (origin.X + end * direction.X, origin.Z + end * direction.Z);
        if (!(end >= near && end <= far && x * x + z * z <= radius * radius))
            end = float.PositiveInfinity;
        return MathF.Min(side, end);
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var ring = MathF.Sqrt(point.X * point.X + point.Z * point.Z);
        var toSide = MathF.Abs(ring - radius);
        if (MathF.Abs(point.Y + height) < toSide)
            return new(-Float3.UnitY, new(point.X, point.Z), Float3.UnitX, Float3.UnitZ, 1);
        if (MathF.Abs(point.Y) < toSide)
            return new(Float3.UnitY, new(point.X, point.Z), Float3.UnitX, Float3.UnitZ, 2);
        var normal = new Float3(point.X / ring, 0, point.Z / ring);
        var east = new Float3(-normal.Z, 0, normal.X);
        return new(normal, new(radius * MathF.Atan2(normal.X, -normal.Z), point.Y), east, Float3.UnitY, 0);
    }
}
