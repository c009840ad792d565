using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Leaves over shade: grass, hedges, moss, gravel, by colour and size.</summary>
internal sealed class Foliage(Float3 leaf, Float3 shade, float feature, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint)
    {
        var clumps = Noise.Fractal(uv, footprint, feature, 8, 0.8f, seed);
        var hue = Noise.Fractal(uv, footprint, 2.7f * feature, 3, 0.6f, seed + 5);
        var share = Math.Clamp(0.5f + 0.8f * clumps, 0, 1);
        return Float3.Lerp(shade, leaf, share) * (Float3.One + 0.3f * hue * new Float3(1, 0.5f, -0.6f));
    }
}
