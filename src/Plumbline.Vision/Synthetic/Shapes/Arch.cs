using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A block with a round-headed gateway through it from −Z to +Z.</summary>
internal sealed class Arch(float width, float height, float depth, float gateWidth) : Shape
{
    private readonly Float3 _half = new(width / 2, height / 2, depth / 2);
    private readonly float _gateRadius = gateWidth / 2;
    private readonly float _spring = height - (width - gateWidth) / 2 - gateWidth / 2;

    /// <inheritdoc/>
    public override float BoundingRadius => _half.Length();

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -height / 2, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => 0.5f * MathF.Sqrt(width * width + depth * depth);

    /// <inheritdoc/>
    public override float Height => height;

    /// <inheritdoc/>
    /// <remarks>
    /// The gate is convex, so a ray meets block and gate in one interval each: the first surface is where it enters
    /// the block outside the gate, or where it leaves the gate inside the block.
    /// </remarks>
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var inverse = Float3.One / direction;
        var toMiddle = (Middle - origin) * inverse;
        var reach = Float3.Abs(inverse) * _half;
        var (enter, leave) = (toMiddle - reach, toMiddle + reach);
        var first = MathF.Max(enter.X, MathF.Max(enter.Y, enter.Z));
        var last = MathF.Min(leave.X, MathF.Min(leave.Y, leave.Z));
        if (first > last)
            return float.PositiveInfinity;
        var (gateIn, gateOut) = Gate(origin, direction, inverse);
        if ((first < gateIn || first > gateOut) && first >= near && first <= far)
            return first;
        return gateOut > first && gateOut < last && gateOut >= near && gateOut <= far ? gateOut : float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var p = point - Middle;
        var gap = _half - Float3.Abs(p);
        var (toGate, inward) = ToGate(point);
        var least = MathF.Min(toGate, MathF.Min(gap.X, MathF.Min(gap.Y, gap.Z)));
        if (toGate == least)
        {
            // Along the gate's outline upwards from the ground, then round the head.
            var alongOutline = point.Y > -_spring
                ? point.Y * MathF.Sign(point.X)
                : MathF.Sign(point.X) * (-_spring - _gateRadius * MathF.Asin(Math.Clamp(-(point.Y + _spring) / _gateRadius, 0, 1)));
            var upwards = new Float3(inward.Y, -inward.X, 0);
            return new(inward, new(point.Z, alongOutline), Float3.UnitZ, upwards, 6);
        }

        if (gap.X == least)
            return new(new(MathF.Sign(p.X), 0, 0), new(p.Z, p.Y), Float3.UnitZ, Float3.UnitY, p.X < 0 ? 0 : 1);
        if (gap.Y == least)
            return new(new(0, MathF.Sign(p.Y), 0), new(p.X, p.Z), Float3.UnitX, Float3.UnitZ, p.Y < 0 ? 2 : 3);
        return new(new(0, 0, MathF.Sign(p.Z)), new(p.X, p.Y), Float3.UnitX, Float3.UnitY, p.Z < 0 ? 4 : 5);
    }

    // The gate without ends: a rectangle from the ground to the spring, and a full round about the spring.
    private (float In, float Out) Gate(Float3 origin, Float3 direction, Float3 inverse)
    {
        var (x1, x2) = ((-_gateRadius - origin.X) * inverse.X, (_gateRadius - origin.X) * inverse.X);
        var (y1, y2) = ((-_spring - origin.Y) * inverse.Y, (1 - origin.Y) * inverse.Y);
        var boxIn = MathF.Max(MathF.Min(x1, x2), MathF.Min(y1, y2));
        var boxOut = MathF.Min(MathF.Max(x1, x2), MathF.Max(y1, y2));
        var h = origin.Y + _spring;
        var (roundIn, roundOut) = Quadratic.Roots(
            direction.X * direction.X + direction.Y * direction.Y,
            origin.X * direction.X + h * direction.Y,
            origin.X * origin.X + h * h - _gateRadius * _gateRadius);
        if (boxIn > boxOut)
            return (roundIn, roundOut);
        return float.IsPositiveInfinity(roundIn)
            ? (boxIn, boxOut)
            : (MathF.Min(boxIn, roundIn), MathF.Max(boxOut, roundOut));
    }

    private (float Distance, Float3 Inward) ToGate(Float3 point)
    {
        if (point.Y > -_spring)
            return (MathF.Abs(MathF.Abs(point.X) - _gateRadius), new(-MathF.Sign(point.X), 0, 0));
        var fromAxis = new Float3(point.X, point.Y + _spring, 0);
        var radius = MathF.Max(fromAxis.Length(), 1e-6f);
        return (MathF.Abs(radius - _gateRadius), -1 / radius * fromAxis);
    }
}
