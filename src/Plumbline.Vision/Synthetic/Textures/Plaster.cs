using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>A rough coat of one colour with stains from large to fine.</summary>
internal sealed class Plaster(Float3 colour, float contrast, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at) =>
        (Lanes.One + Noise.Fractal(at, 0.9f, 9, 0.8f, seed) * contrast) * Lanes3.Of(colour);
}
