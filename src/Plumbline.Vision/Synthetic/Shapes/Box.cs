using Float3 = System.Numerics.Vector3;

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
    /// <remarks>The slab method: Kay and Kajiya, "Ray tracing complex scenes", SIGGRAPH 1986.</remarks>
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var inverse = Float3.One / direction;
        var toMiddle = (Middle - origin) * inverse;
        var reach = Float3.Abs(inverse) * _half;
        var (enter, leave) = (toMiddle - reach, toMiddle + reach);
        var first = MathF.Max(enter.X, MathF.Max(enter.Y, enter.Z));
        var last = MathF.Min(leave.X, MathF.Min(leave.Y, leave.Z));
        return first <= last && first >= near && first <= far ? first : float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var p = point - Middle;
        var share = Float3.Abs(p) / _half;
        if (share.X >= share.Y && share.X >= share.Z)
            return new(new(MathF.Sign(p.X), 0, 0), new(p.Z, p.Y), Float3.UnitZ, Float3.UnitY, p.X < 0 ? 0 : 1);
        if (share.Y >= share.Z)
            return new(new(0, MathF.Sign(p.Y), 0), new(p.X, p.Z), Float3.UnitX, Float3.UnitZ, p.Y < 0 ? 2 : 3);
        return new(new(0, 0, MathF.Sign(p.Z)), new(p.X, p.Y), Float3.UnitX, Float3.UnitY, p.Z < 0 ? 4 : 5);
    }
}
