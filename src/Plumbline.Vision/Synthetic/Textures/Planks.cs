using System.Numerics;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Wooden boards side by side, with grain along each board.</summary>
internal sealed class Planks(Float3 wood, float boardWidth, uint seed) : Texture
{
    private const float GapShare = 0.03f;
    private const float GrainStretch = 9;

    /// <inheritdoc/>
    public override Float3 ColourAt(Vector2 uv, Vector2 footprint)
    {
        var board = uv.Y / boardWidth;
        var boardIndex = (int)MathF.Floor(board);
        var boardLength = 9 * boardWidth;
        var along = uv.X / boardLength + Noise.Cell(boardIndex, 7, seed);
        var inside = Pulse.Mean(board, footprint.Y / boardWidth, 1 - GapShare)
            * Pulse.Mean(along, footprint.X / boardLength, 1 - GapShare / 9);
        var steady = Math.Clamp(2 - 2 * footprint.Y / boardWidth, 0, 1);
        var tone = 1 + 0.4f * steady * (Noise.Cell(boardIndex, (int)MathF.Floor(along), seed) - 0.5f);
        // Each board shows another cut of the tree.
        var cut = new Vector2(steady * 17.3f * Noise.Cell(boardIndex, 3, seed), 0);
        var squeezed = new Vector2(uv.X / GrainStretch, uv.Y) + cut;
        var grain = Noise.Fractal(squeezed, new(footprint.X / GrainStretch, footprint.Y), 0.06f, 4, 0.7f, seed);
        var spots = Noise.Fractal(uv, footprint, 0.35f, 6, 0.6f, seed + 1);
        return wood * (0.25f + 0.75f * inside) * (tone * (1 + 0.35f * grain + 0.25f * spots));
    }
}
