using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Leaves over shade: grass, hedges, moss, gravel, by colour and size.</summary>
internal sealed class Foliage(Float3 leaf, Float3 shade, float feature, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        var clumps = Noise.Fractal(at, feature, 8, 0.8f, seed);
        var hue = Noise.Fractal(at, 2.7f * feature, 3, 0.6f, seed + 5);
        var share = LaneMath.Clamp(Vector256.Create(0.5f) + clumps * 0.8f, 0, 1);
        var tint = new Lanes3(Lanes.One + hue * 0.3f, Lanes.One + hue * 0.15f, Lanes.One - hue * 0.18f);
        return Lanes3.Lerp(shade, leaf, share) * tint;
    }
}
