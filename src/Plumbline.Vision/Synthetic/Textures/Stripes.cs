using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Bands of two colours in turn, slanted, each with a fine speckle.</summary>
internal sealed class Stripes(Float3 first, Float3 second, float width, uint seed) : Texture
{
    private static readonly Vector2 Across = Vector2.Normalize(new(0.35f, 1));

    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint)
    {
        var reach = Vector2.Dot(footprint, Across);
        var share = Pulse.Mean(Vector2.Dot(uv, Across) / (2 * width), reach / (2 * width), 0.5f);
        var speckle = 1 + 0.5f * Noise.Fractal(uv, footprint, width, 6, 0.7f, seed);
        return Float3.Lerp(first, second, share) * speckle;
    }
}
