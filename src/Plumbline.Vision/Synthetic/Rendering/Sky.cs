using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Clouds on a gradient, infinitely far away.</summary>
/// <param name="Seed">Chooses the clouds.</param>
internal sealed record Sky(uint Seed)
{
    private static readonly Float3 Zenith = new(0.15f, 0.32f, 0.72f);
    private static readonly Float3 Horizon = new(0.55f, 0.68f, 0.85f);
    private static readonly Float3 Cloud = new(0.92f, 0.92f, 0.94f);

    /// <summary>The colour in a direction.</summary>
    /// <param name="direction">Unit direction in the world; Y points down.</param>
    /// <param name="pixelAngle">Angle between neighbouring pixels, radians.</param>
    public Float3 ColourAt(Float3 direction, float pixelAngle)
    {
        var up = MathF.Max(-direction.Y, 0.03f);
        var blue = Float3.Lerp(Horizon, Zenith, MathF.Sqrt(up));
        // The clouds lie in a plane at unit height: near the horizon one pixel spans much of it.
        var footprint = pixelAngle / (up * up);
        var cover = Noise.Fractal(
            new(direction.X / up, direction.Z / up), new(footprint, footprint), 1.5f, 9, 0.6f, Seed);
        return Float3.Lerp(blue, Cloud, Math.Clamp(0.35f + 1.2f * cover, 0, 1));
    }
}
