using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Bricks in running bond; each brick has its own tone and grain.</summary>
internal sealed class Bricks(Float3 brick, Float3 mortar, float brickHeight, uint seed) : Texture
{
    private const float MortarShare = 0.12f;

    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        var brickWidth = 2.6f * brickHeight;
        var row = at.V / brickHeight;
        var rowIndex = Vector256.Floor(row);
        // Every second row is shifted by half a brick.
        var isEven = Vector256.Equals(rowIndex * 0.5f, Vector256.Floor(rowIndex * 0.5f));
        var column = at.U / brickWidth + Vector256.AndNot(Vector256.Create(0.5f), isEven);
        var inside = Pulse.Mean(row, at.Height / brickHeight, 1 - MortarShare)
            * Pulse.Mean(column, at.Width / brickWidth, 1 - MortarShare / 2.6f);
        // The tone of one brick is a step as well: it fades to the mean once a pixel covers a brick.
        var steady = LaneMath.Clamp(Vector256.Create(2f) - at.Height * (2 / brickHeight), 0, 1)
            * LaneMath.Clamp(Vector256.Create(2f) - at.Width * (2 / brickWidth), 0, 1);
        var shade = Noise.Cell(Vector256.Floor(column), rowIndex, seed) - Vector256.Create(0.5f);
        var tone = Lanes.One + steady * shade * 0.5f;
        var grain = Lanes.One + Noise.Fractal(at, brickHeight * 0.8f, 5, 0.75f, seed) * 0.45f;
        return grain * (tone * inside * Lanes3.Of(brick) + (Lanes.One - inside) * Lanes3.Of(mortar));
    }
}
