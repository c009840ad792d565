using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Squares of two colours in turn, each with a fine speckle.</summary>
internal sealed class Checks(Float3 first, Float3 second, float side, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint)
    {
        var x = 2 * Pulse.Mean(uv.X / (2 * side), footprint.X / (2 * side), 0.5f) - 1;
        var y = 2 * Pulse.Mean(uv.Y / (2 * side), footprint.Y / (2 * side), 0.5f) - 1;
        var speckle = 1 + 0.5f * Noise.Fractal(uv, footprint, side, 6, 0.7f, seed);
        return Float3.Lerp(first, second, 0.5f + 0.5f * x * y) * speckle;
    }
}
