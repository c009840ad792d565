using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>A rough coat of one colour with stains from large to fine.</summary>
internal sealed class Plaster(Float3 colour, float contrast, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint) =>
        colour * (1 + contrast * Noise.Fractal(uv, footprint, 0.9f, 9, 0.8f, seed));
}
