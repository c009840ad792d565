using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A world at one moment: everything that rays need.</summary>
/// <param name="Solids">Background first, then the solids of the world in order.</param>
/// <param name="Light">What lights it.</param>
/// <param name="Sky">What rays meet that leave the world.</param>
internal sealed record Moment(PlacedSolid[] Solids, Light Light, Sky Sky)
{
    // Where a shadow ray starts, above its surface: single precision places a hit within a few micrometres.
    private const float ShadowLiftMetres = 2e-3f;

    /// <summary>Follows a ray to the first surface.</summary>
    /// <returns>Index into <see cref="Solids"/> and the ray parameter; −1 and infinity for the sky.</returns>
    public (int Solid, float Depth) Trace(Float3 origin, Float3 direction)
    {
        var (nearest, depth) = (-1, float.PositiveInfinity);
        for (var i = 0; i < Solids.Length; i++)
        {
            var hit = Solids[i].Intersect(origin, direction, 1e-3f, depth);
            if (hit < depth)
                (nearest, depth) = (i, hit);
        }

        return (nearest, depth);
    }

    /// <summary>Whether the lamp reaches a point.</summary>
    /// <param name="point">Point on a surface.</param>
    /// <param name="normal">Unit normal towards the viewer.</param>
    public bool IsLit(Float3 point, Float3 normal)
    {
        var start = point + ShadowLiftMetres * normal;
        var toLight = Light.Position - start;
        if (Float3.Dot(toLight, normal) <= 0)
            return false;
        foreach (var solid in Solids)
        {
            if (solid.Intersect(start, toLight, 0, 1) <= 1)
                return false;
        }

        return true;
    }

    /// <summary>Light that falls on a surface.</summary>
    public Float3 LightOn(Float3 point, Float3 normal, bool isLit)
    {
        var light = Light.Ambient * (0.75f - 0.25f * normal.Y);
        if (isLit)
            light += Light.Colour * MathF.Max(0, Float3.Dot(normal, Float3.Normalize(Light.Position - point)));
        return light;
    }
}
