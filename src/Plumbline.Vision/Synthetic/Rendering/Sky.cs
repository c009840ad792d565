using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Clouds on a gradient, infinitely far away.</summary>
/// <param name="Seed">Chooses the clouds.</param>
internal sealed record Sky(uint Seed)
{
    private static readonly Float3 Zenith = new(0.15f, 0.32f, 0.72f);
    private static readonly Float3 Horizon = new(0.55f, 0.68f, 0.85f);
    private static readonly Float3 Cloud = new(0.92f, 0.92f, 0.94f);

    /// <summary>The colours in eight directions.</summary>
    /// <param name="direction">Unit directions in the world; Y points down.</param>
    /// <param name="pixelAngle">Angle between neighbouring pixels, radians.</param>
    public Lanes3 ColourAt(in Lanes3 direction, float pixelAngle)
    {
        var up = LaneMath.Max(-direction.Y, Vector256.Create(0.03f));
        var blue = Lanes3.Lerp(Horizon, Zenith, Vector256.Sqrt(up));
        // The clouds lie in a plane at unit height: near the horizon one pixel spans much of it.
        var size = Vector256.Create(pixelAngle) / (up * up);
        var cover = Noise.Fractal(new(direction.X / up, direction.Z / up, size, size), 1.5f, 9, 0.6f, Seed);
        var share = LaneMath.Clamp(Vector256.Create(0.35f) + cover * 1.2f, 0, 1);
        return Lanes3.Lerp(blue, Lanes3.Of(Cloud), share);
    }
}
