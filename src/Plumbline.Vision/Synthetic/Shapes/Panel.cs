using Float3 = System.Numerics.Vector3;

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
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var t = -origin.Z / direction.Z;
        if (!(t >= near && t <= far))
            return float.PositiveInfinity;
        var x = origin.X + t * direction.X;
        var y = origin.Y + t * direction.Y;
        return MathF.Abs(x) <= width / 2 && y <= 0 && y >= -height ? t : float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point) =>
        new(-Float3.UnitZ, new(point.X + width / 2, point.Y + height), Float3.UnitX, Float3.UnitY, 0);
}
