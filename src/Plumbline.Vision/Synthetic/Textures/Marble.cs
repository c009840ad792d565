using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Polished stone with dark, folded veins.</summary>
internal sealed class Marble(Float3 stone, Float3 vein, float feature, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        var foldU = Noise.Fractal(at, feature, 4, 0.55f, seed);
        var foldV = Noise.Fractal(at, feature, 4, 0.55f, seed + 11);
        var folded = at.At(at.U + foldU * (0.35f * feature), at.V + foldV * (0.35f * feature));
        // The fold crowds the pattern to about twice its density, so the footprint doubles with it.
        var pattern = Noise.Fractal(folded.Sized(2), 0.6f * feature, 5, 0.6f, seed + 23);
        var crystal = Noise.Fractal(at, 0.15f * feature, 5, 0.8f, seed + 37);
        var share = LaneMath.Clamp(Lanes.One - Vector256.Abs(pattern) * 3.5f, 0, 1);
        return (Lanes.One + pattern * 0.25f + crystal * 0.3f) * Lanes3.Lerp(stone, vein, share * 0.85f);
    }
}
