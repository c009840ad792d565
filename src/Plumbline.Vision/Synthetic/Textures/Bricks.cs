using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Bricks in running bond; each brick has its own tone and grain.</summary>
internal sealed class Bricks(Float3 brick, Float3 mortar, float brickHeight, uint seed) : Texture
{
    private const float MortarShare = 0.12f;

    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint)
    {
        var brickWidth = 2.6f * brickHeight;
        var row = uv.Y / brickHeight;
        var rowIndex = (int)MathF.Floor(row);
        var column = uv.X / brickWidth + ((rowIndex & 1) == 0 ? 0 : 0.5f);
        var inside = Pulse.Mean(row, footprint.Y / brickHeight, 1 - MortarShare)
            * Pulse.Mean(column, footprint.X / brickWidth, 1 - MortarShare / 2.6f);
        // The tone of one brick is a step as well: it fades to the mean once a pixel covers a brick.
        var steady = Math.Clamp(2 - 2 * footprint.Y / brickHeight, 0, 1) * Math.Clamp(
            2 - 2 * footprint.X / brickWidth, 0, 1);
        var tone = 1 + 0.5f * steady * (Noise.Cell((int)MathF.Floor(column), rowIndex, seed) - 0.5f);
        var grain = 1 + 0.45f * Noise.Fractal(uv, footprint, brickHeight * 0.8f, 5, 0.75f, seed);
        return (tone * inside * brick + (1 - inside) * mortar) * grain;
    }
}
