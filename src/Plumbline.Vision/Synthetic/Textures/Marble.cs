using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Polished stone with dark, folded veins.</summary>
internal sealed class Marble(Float3 stone, Float3 vein, float feature, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint)
    {
        var fold = new Vector2(
            Noise.Fractal(uv, footprint, feature, 4, 0.55f, seed),
            Noise.Fractal(uv, footprint, feature, 4, 0.55f, seed + 11));
        var folded = uv + 0.35f * feature * fold;
        // The fold crowds the pattern to about twice its density, so the footprint doubles with it.
        var pattern = Noise.Fractal(folded, 2 * footprint, 0.6f * feature, 5, 0.6f, seed + 23);
        var crystal = Noise.Fractal(uv, footprint, 0.15f * feature, 5, 0.8f, seed + 37);
        var share = Math.Clamp(1 - 3.5f * MathF.Abs(pattern), 0, 1);
        return Float3.Lerp(stone, vein, 0.85f * share) * (1 + 0.25f * pattern + 0.3f * crystal);
    }
}
