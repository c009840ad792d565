using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>
/// A form in its own frame, in metres: its foot is the origin, Y points down, so it stands in Y &lt; 0.
/// </summary>
/// <remarks>To add a form, derive from this; the renderer knows no form by name.</remarks>
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

    /// <summary>Finds the first crossing of a ray from outside.</summary>
    /// <param name="origin">Where the ray starts.</param>
    /// <param name="direction">Its direction, of any length.</param>
    /// <param name="near">Smallest ray parameter that counts.</param>
    /// <param name="far">Largest ray parameter that counts.</param>
    /// <returns>Ray parameter in [near, far], in units of the direction; infinite where the ray misses.</returns>
    public abstract float Intersect(Float3 origin, Float3 direction, float near, float far);

    /// <summary>Describes the surface at a point that lies on it.</summary>
    /// <param name="point">Point on the surface.</param>
    public abstract SurfacePoint At(Float3 point);
}
