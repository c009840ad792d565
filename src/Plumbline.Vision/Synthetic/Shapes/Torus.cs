using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>A ring that stands upright on the ground and faces −Z.</summary>
/// <param name="ringRadius">From the middle of the ring to the middle of its tube, metres.</param>
/// <param name="tubeRadius">Radius of the tube, metres, below the ring's.</param>
internal sealed class Torus(float ringRadius, float tubeRadius) : Shape
{
    private const int MostSteps = 96;
    private const float SurfaceMetres = 2e-5f;

    /// <inheritdoc/>
    public override float BoundingRadius => ringRadius + tubeRadius;

    /// <inheritdoc/>
    public override Float3 Middle => new(0, -ringRadius - tubeRadius, 0);

    /// <inheritdoc/>
    public override float FootprintRadius => ringRadius + tubeRadius;

    /// <inheritdoc/>
    public override float Height => 2 * (ringRadius + tubeRadius);

    /// <inheritdoc/>
    /// <remarks>
    /// Hart, "Sphere tracing", The Visual Computer 12, 1996: steps as long as the distance to the surface. The roots
    /// of the quartic lose too many digits in single precision.
    /// </remarks>
    public override Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far)
    {
        var p = origin - Lanes3.Of(Middle);
        var (enter, leave) = Round.Clip(p, direction, BoundingRadius);
        var (t, end) = (LaneMath.Max(enter, near), LaneMath.Min(leave, far));
        var isUnderWay = Vector256.LessThanOrEqual(enter, leave) & Vector256.LessThanOrEqual(t, end);
        var (pace, hit) = (Lanes.One / Vector256.Sqrt(direction.LengthSquared), Lanes.Zero);
        for (var step = 0; step < MostSteps && LaneMath.Any(isUnderWay); step++)
        {
            var distance = Distance(p + t * direction);
            hit |= isUnderWay & Vector256.LessThan(distance, Vector256.Create(SurfaceMetres));
            isUnderWay &= ~hit;
            t += isUnderWay & (distance * pace);
            isUnderWay &= Vector256.LessThanOrEqual(t, end);
        }

        return LaneMath.HitWhere(hit, t);
    }

    /// <inheritdoc/>
    public override SurfacePoint At(in Lanes3 point)
    {
        var p = point - Lanes3.Of(Middle);
        var ring = LaneMath.Max(Vector256.Sqrt(p.X * p.X + p.Y * p.Y), Vector256.Create(1e-6f));
        var outward = new Lanes3(p.X / ring, p.Y / ring, Lanes.Zero);
        var normal = Lanes3.Normalize(p - ringRadius * outward);
        var along = new Lanes3(-outward.Y, outward.X, Lanes.Zero);
        // The seam lies on the ground.
        var u = LaneMath.Atan2(outward.X, -outward.Y) * ringRadius;
        var v = LaneMath.Atan2(normal.Z, Lanes3.Dot(normal, outward)) * tubeRadius;
        return new(
            normal, u, v, Vector256.Create(ringRadius) / ring * along, Lanes3.Cross(normal, along), Lanes.Zero);
    }

    private Lanes Distance(in Lanes3 p)
    {
        var fromTube = Vector256.Sqrt(p.X * p.X + p.Y * p.Y) - Vector256.Create(ringRadius);
        return Vector256.Sqrt(fromTube * fromTube + p.Z * p.Z) - Vector256.Create(tubeRadius);
    }
}
