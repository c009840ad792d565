using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>A world at one moment: everything that rays need.</summary>
internal sealed class Moment
{
    // Where a shadow ray starts, above its surface: single precision places a hit within a few micrometres.
    private const float ShadowLiftMetres = 2e-3f;

    // A poster hangs a centimetre before its wall, and casts no shadow that one could see.
    private const float SlackMetres = 0.02f;

    // A solid fills its enclosing sphere by about this share of the radius.
    private const float Fullness = 0.7f;

    private readonly PlacedSolid[] _casters;

    /// <summary>Collects a world.</summary>
    /// <param name="solids">Background first, then the solids of the world in order.</param>
    /// <param name="light">What lights it.</param>
    /// <param name="sky">What rays meet that leave the world.</param>
    public Moment(PlacedSolid[] solids, Light light, Sky sky)
    {
        (Solids, Light, Sky) = (solids, light, sky);
        _casters = Array.FindAll(solids, solid => !solid.IsFlat || StandsBetween(solid));
    }

    /// <summary>Background first, then the solids of the world in order.</summary>
    public PlacedSolid[] Solids { get; }

    /// <summary>What lights it.</summary>
    public Light Light { get; }

    /// <summary>What rays meet that leave the world.</summary>
    public Sky Sky { get; }

    /// <summary>Which points the lamp reaches.</summary>
    /// <param name="point">Points on a surface.</param>
    /// <param name="normal">Unit normals towards the viewer.</param>
    /// <returns>A mask.</returns>
    public Lanes IsLit(in Lanes3 point, in Lanes3 normal)
    {
        var start = point + ShadowLiftMetres * normal;
        var toLight = Lanes3.Of(Light.Position) - start;
        var isLit = Vector256.GreaterThan(Lanes3.Dot(toLight, normal), Lanes.Zero);
        foreach (var caster in _casters)
        {
            if (!LaneMath.Any(isLit))
                break;
            isLit &= Vector256.Equals(caster.Intersect(start, toLight, Lanes.Zero, Lanes.One), LaneMath.Miss);
        }

        return isLit;
    }

    /// <summary>Light that falls on the surface of one solid.</summary>
    /// <param name="solid">Index of the solid.</param>
    /// <param name="point">Points on it.</param>
    /// <param name="normal">Unit normals towards the viewer.</param>
    /// <param name="isLit">Which of them the lamp reaches.</param>
    /// <returns>Linear RGB.</returns>
    public Lanes3 LightOn(int solid, in Lanes3 point, in Lanes3 normal, Lanes isLit)
    {
        var around = (Vector256.Create(0.75f) - normal.Y * 0.25f) * Openness(solid, point, normal);
        var toLight = Lanes3.Of(Light.Position) - point;
        var facing = LaneMath.Max(Lanes3.Dot(normal, Lanes3.Normalize(toLight)), Lanes.Zero);
        var reaching = Lanes.One / (Lanes.One + toLight.LengthSquared / (Light.ReachMetres * Light.ReachMetres));
        return around * Lanes3.Of(Light.Ambient) + (facing * reaching & isLit) * Lanes3.Of(Light.Colour);
    }

    // Share of the light from everywhere that other solids leave, each taken for a ball: the cosine to its middle times
    // the share of the half space that it fills (Quilez, "Sphere ambient occlusion", iquilezles.org).
    private Lanes Openness(int solid, in Lanes3 point, in Lanes3 normal)
    {
        var openness = Lanes.One;
        if (Light.Occlusion == 0)
            return openness;
        for (var i = 0; i < Solids.Length; i++)
        {
            if (i == solid || Solids[i].IsFlat)
                continue;
            var radius = Fullness * Solids[i].BoundingRadius;
            var toMiddle = Lanes3.Of(Solids[i].Middle) - point;
            var distanceSquared = LaneMath.Max(toMiddle.LengthSquared, Vector256.Create(radius * radius));
            var cosine = LaneMath.Max(
                Lanes3.Dot(normal, toMiddle) / Vector256.Sqrt(distanceSquared), Lanes.Zero);
            openness *= Lanes.One - cosine * (Vector256.Create(Light.Occlusion * radius * radius) / distanceSquared);
        }

        return openness;
    }

    // A wall behind which nothing lies, seen from the lamp, need not be asked whether it casts a shadow.
    private bool StandsBetween(PlacedSolid panel)
    {
        var normal = panel.PanelNormal;
        var toLight = Float3.Dot(normal, Light.Position - panel.WorldFromSolid.Translation);
        return Solids.Where(other => other != panel).SelectMany(other => other.Outline).Any(point =>
            Float3.Dot(normal, point - panel.WorldFromSolid.Translation) * MathF.Sign(toLight) < -SlackMetres);
    }
}
