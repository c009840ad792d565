using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>
/// A form in its own frame, in metres: its foot is the origin, Y points down, so it stands in Y &lt; 0.
/// </summary>
/// <remarks>
/// To add a form, derive from this; the renderer knows no form by name. Rays and points come eight at a time.
/// </remarks>
internal abstract class Shape
{
    /// <summary>Radius about <see cref="Middle"/> that encloses the form, metres.</summary>
    public abstract float BoundingRadius { get; }

    /// <summary>Centre of the enclosing sphere.</summary>
    public abstract Float3 Middle { get; }

    /// <summary>Radius about the vertical through the foot that encloses the form on the ground, metres.</summary>
    public abstract float FootprintRadius { get; }

    /// <summary>Height above the foot, metres.</summary>
    public abstract float Height { get; }

    /// <summary>Finds the first crossing of each ray from outside.</summary>
    /// <param name="origin">Where the rays start.</param>
    /// <param name="direction">Their directions, of any length.</param>
    /// <param name="near">Smallest ray parameter that counts.</param>
    /// <param name="far">Largest ray parameter that counts.</param>
    /// <returns>Ray parameters in [near, far], in units of the direction; infinite where a ray misses.</returns>
    public abstract Lanes Intersect(in Lanes3 origin, in Lanes3 direction, Lanes near, Lanes far);

    /// <summary>Describes the surface at points that lie on it; any finite answer will do elsewhere.</summary>
    /// <param name="point">Points on the surface.</param>
    public abstract SurfacePoint At(in Lanes3 point);
}
