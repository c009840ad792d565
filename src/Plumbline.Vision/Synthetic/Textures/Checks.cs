using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Squares of two colours in turn, each with a fine speckle.</summary>
internal sealed class Checks(Float3 first, Float3 second, float side, uint seed) : Texture
{
    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        const float toPeriods = 0.5f;
        var x = Pulse.Mean(at.U * (toPeriods / side), at.Width * (toPeriods / side), 0.5f) * 2 - Lanes.One;
        var y = Pulse.Mean(at.V * (toPeriods / side), at.Height * (toPeriods / side), 0.5f) * 2 - Lanes.One;
        var speckle = Lanes.One + Noise.Fractal(at, side, 6, 0.7f, seed) * 0.5f;
        return speckle * Lanes3.Lerp(first, second, Vector256.Create(0.5f) + x * y * 0.5f);
    }
}
