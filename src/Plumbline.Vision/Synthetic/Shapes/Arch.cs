using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

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
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var inverse = LaneMath.Inverse(direction);
        var (enter, leave) = Slab.Clip(origin, inverse, Middle - _half, Middle + _half);
        var (gateIn, gateOut) = Gate(origin, direction, inverse);
        var isMet = Vector256.LessThanOrEqual(enter, leave);
        var isFront = isMet & ~LaneMath.Within(enter, gateIn, gateOut) & LaneMath.Within(enter, near, far);
        var isInner = isMet & LaneMath.Within(gateOut, enter, leave) & LaneMath.Within(gateOut, near, far);
        return LaneMath.Min(LaneMath.HitWhere(isFront, enter), LaneMath.HitWhere(isInner, gateOut));
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point)
    {
        var p = point - Lanes3.Of(Middle);
        var toBlock = LaneMath.Min(
            Vector256.Abs(Vector256.Create(_half.X) - Vector256.Abs(p.X)),
            LaneMath.Min(
                Vector256.Abs(Vector256.Create(_half.Y) - Vector256.Abs(p.Y)),
                Vector256.Abs(Vector256.Create(_half.Z) - Vector256.Abs(p.Z))));

        var above = point.Y + Vector256.Create(_spring);
        var isJamb = Vector256.GreaterThan(above, Lanes.Zero);
        above &= ~isJamb;
        var reach = LaneMath.Max(Vector256.Sqrt(point.X * point.X + above * above), Vector256.Create(1e-6f));
        var toGate = Vector256.Abs(reach - Vector256.Create(_gateRadius));
        var inward = new Lanes3(-point.X / reach, -above / reach, Lanes.Zero);
        // Along the outline of the gate: up the jamb, then round the head.
        var angle = LaneMath.Atan2(-above, Vector256.Abs(point.X)) * _gateRadius;
        var height = Vector256.ConditionalSelect(isJamb, point.Y, Vector256.Create(-_spring) - angle);
        var gate = new SurfacePoint(
            inward, point.Z, LaneMath.Sign(point.X) * height, new(Lanes.Zero, Lanes.Zero, Lanes.One),
            new(inward.Y, -inward.X, Lanes.Zero), Vector256.Create(6f));
        return SurfacePoint.Select(Vector256.LessThan(toGate, toBlock), gate, Box.Face(p, _half));
    }

    // The gate without ends: a rectangle from below the ground to the spring, and a full round about the spring.
    private (Lanes In, Lanes Out) Gate(in Lanes3 origin, in Lanes3 direction, in Lanes3 inverse)
    {
        var (xIn, xOut) = Slab.Axis(origin.X, inverse.X, -_gateRadius, _gateRadius);
        var (yIn, yOut) = Slab.Axis(origin.Y, inverse.Y, -_spring, height);
        var (boxIn, boxOut) = (LaneMath.Max(xIn, yIn), LaneMath.Min(xOut, yOut));
        var (roundIn, roundOut) = Round.Clip(
            origin.X, origin.Y + Vector256.Create(_spring), direction.X, direction.Y, _gateRadius);
        var isBox = Vector256.LessThanOrEqual(boxIn, boxOut);
        var isRound = Vector256.LessThanOrEqual(roundIn, roundOut);
        (boxIn, boxOut) = (LaneMath.HitWhere(isBox, boxIn), Vector256.ConditionalSelect(isBox, boxOut, -LaneMath.Miss));
        (roundIn, roundOut) = (
            LaneMath.HitWhere(isRound, roundIn), Vector256.ConditionalSelect(isRound, roundOut, -LaneMath.Miss));
        return (LaneMath.Min(boxIn, roundIn), LaneMath.Max(boxOut, roundOut));
    }
}
