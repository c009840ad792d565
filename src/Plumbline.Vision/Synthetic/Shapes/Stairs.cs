using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A solid flight of steps that rises from −Z to +Z.</summary>
internal sealed class Stairs(float width, float height, float depth, int stepCount = 4) : Shape
{
    private readonly float _rise = height / stepCount;
    private readonly float _run = depth / stepCount;

    /// <inheritdoc/>
    public override float BoundingRadius => 0.5f * MathF.Sqrt(width * width + height * height + depth * depth);

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -height / 2, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => 0.5f * MathF.Sqrt(width * width + depth * depth);

    /// <inheritdoc/>
    public override float Height => height;

    /// <inheritdoc/>
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var nearest = float.PositiveInfinity;
        var inverse = Float3.One / direction;
        for (var step = 0; step < stepCount; step++)
        {
            // Each step is a block that reaches to the back, so together they are the flight.
            var low = new Float3(-width / 2, -(step + 1) * _rise, step * _run - depth / 2);
            var high = new Float3(width / 2, 0, depth / 2);
            var (one, two) = ((low - origin) * inverse, (high - origin) * inverse);
            var (enter, leave) = (Float3.Min(one, two), Float3.Max(one, two));
            var first = MathF.Max(enter.X, MathF.Max(enter.Y, enter.Z));
            var last = MathF.Min(leave.X, MathF.Min(leave.Y, leave.Z));
            if (first <= last && first >= near && first <= far)
                nearest = MathF.Min(nearest, first);
        }

        return nearest;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var along = (point.Z + depth / 2) / _run;
        // The block whose riser is nearest, and the tread that this point would lie on.
        var riser = Math.Clamp((int)MathF.Round(along), 0, stepCount - 1);
        var tread = Math.Clamp((int)MathF.Round(-point.Y / _rise) - 1, 0, stepCount - 1);
        var toSide = width / 2 - MathF.Abs(point.X);
        var toBack = depth / 2 - point.Z;
        var toRiser = MathF.Abs(along - riser) * _run;
        var toTread = MathF.Abs(-point.Y / _rise - tread - 1) * _rise;
        var least = MathF.Min(MathF.Min(toSide, toBack), MathF.Min(toRiser, toTread));
        if (toSide == least)
            return new(new(MathF.Sign(point.X), 0, 0), new(point.Z, point.Y), Float3.UnitZ, Float3.UnitY, point.X < 0 ? 0 : 1);
        if (toBack == least)
            return new(Float3.UnitZ, new(point.X, point.Y), Float3.UnitX, Float3.UnitY, 2);
        return toTread == least
            ? new(-Float3.UnitY, new(point.X, point.Z), Float3.UnitX, Float3.UnitZ, 3 + tread)
            : new(-Float3.UnitZ, new(point.X, point.Y), Float3.UnitX, Float3.UnitY, 3 + stepCount + riser);
    }
}
