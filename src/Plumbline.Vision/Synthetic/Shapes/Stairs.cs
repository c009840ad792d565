using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

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
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var (nearest, inverse) = (LaneMath.Miss, LaneMath.Inverse(direction));
        for (var step = 0; step < stepCount; step++)
        {
            // Each step is a block that reaches to the back, so together they are the flight.
            var low = new Float3(-width / 2, -(step + 1) * _rise, step * _run - depth / 2);
            var (enter, leave) = Slab.Clip(origin, inverse, low, new(width / 2, 0, depth / 2));
            var isHit = Vector256.LessThanOrEqual(enter, leave) & LaneMath.Within(enter, near, far);
            nearest = LaneMath.Min(LaneMath.HitWhere(isHit, enter), nearest);
        }

        return nearest;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point)
    {
        // The nearest riser, and the nearest tread, of those that there are.
        var along = (point.Z + Vector256.Create(depth / 2)) / _run;
        var up = -point.Y / _rise;
        var riser = LaneMath.Clamp(Vector256.Round(along), 0, stepCount - 1);
        var tread = LaneMath.Clamp(Vector256.Round(up) - Lanes.One, 0, stepCount - 1);
        var toRiser = Vector256.Abs(along - riser) * _run;
        var toTread = Vector256.Abs(up - tread - Lanes.One) * _rise;
        var toSide = Vector256.Abs(Vector256.Create(width / 2) - Vector256.Abs(point.X));
        var toBack = Vector256.Abs(Vector256.Create(depth / 2) - point.Z);

        var leftOrRight = Vector256.LessThan(point.X, Lanes.Zero) & Lanes.One;
        var side = SurfacePoint.AcrossX(point, LaneMath.Sign(point.X), leftOrRight);
        var back = SurfacePoint.AcrossZ(point, Lanes.One, Vector256.Create(2f));
        var top = SurfacePoint.AcrossY(point, -Lanes.One, tread + Vector256.Create(3f));
        var front = SurfacePoint.AcrossZ(point, -Lanes.One, riser + Vector256.Create(3f + stepCount));
        var ends = LaneMath.Min(toSide, toBack);
        var steps = LaneMath.Min(toRiser, toTread);
        return SurfacePoint.Select(
            Vector256.LessThanOrEqual(ends, steps),
            SurfacePoint.Select(Vector256.LessThanOrEqual(toSide, toBack), side, back),
            SurfacePoint.Select(Vector256.LessThanOrEqual(toTread, toRiser), top, front));
    }
}
