using System.Numerics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Bands of two colours in turn, slanted, each with a fine speckle.</summary>
internal sealed class Stripes(Float3 first, Float3 second, float width, uint seed) : Texture
{
    private static readonly Vector2 Across = Vector2.Normalize(new(0.35f, 1));

    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        var across = (at.U * Across.X + at.V * Across.Y) / (2 * width);
        var reach = (at.Width * Across.X + at.Height * Across.Y) / (2 * width);
        var speckle = Lanes.One + Noise.Fractal(at, width, 6, 0.7f, seed) * 0.5f;
        return speckle * Lanes3.Lerp(first, second, Pulse.Mean(across, reach, 0.5f));
    }
}
