using Float3 = System.Numerics.Vector3;

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
    public override float Intersect(Float3 origin, Float3 direction, float near, float far)
    {
        var p = origin - Middle;
        var speed = direction.Length();
        var (enter, leave) = Quadratic.Roots(
            speed * speed, Float3.Dot(p, direction), p.LengthSquared() - BoundingRadius * BoundingRadius);
        if (float.IsPositiveInfinity(enter))
            return float.PositiveInfinity;
        var t = MathF.Max(enter, near);
        var end = MathF.Min(leave, far);
        for (var step = 0; step < MostSteps && t <= end; step++)
        {
            var distance = Distance(p + t * direction);
            if (distance < SurfaceMetres)
                return t;
            t += distance / speed;
        }

        return float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override SurfacePoint At(Float3 point)
    {
        var p = point - Middle;
        var ring = MathF.Max(MathF.Sqrt(p.X * p.X + p.Y * p.Y), 1e-6f);
        var outward = new Float3(p.X / ring, p.Y / ring, 0);
        var normal = Float3.Normalize(p - ringRadius * outward);
        var along = new Float3(-outward.Y, outward.X, 0);
        var around = Float3.Cross(along, normal);
        // The seam lies on the ground.
        var u = ringRadius * MathF.Atan2(outward.X, -outward.Y);
        var v = tubeRadius * MathF.Atan2(normal.Z, Float3.Dot(normal, outward));
        return new(normal, new(u, v), ringRadius / ring * along, -around, 0);
    }

    private float Distance(Float3 p)
    {
        var fromTube = MathF.Sqrt(p.X * p.X + p.Y * p.Y) - ringRadius;
        return MathF.Sqrt(fromTube * fromTube + p.Z * p.Z) - tubeRadius;
    }
}
