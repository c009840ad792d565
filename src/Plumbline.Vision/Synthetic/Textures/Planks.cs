using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Wooden boards side by side, with grain along each board.</summary>
internal sealed class Planks(Float3 wood, float boardWidth, uint seed) : Texture
{
    private const float GapShare = 0.03f;
    private const float GrainStretch = 9;

    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        var board = at.V / boardWidth;
        var boardIndex = Vector256.Floor(board);
        var boardLength = 9 * boardWidth;
        var along = at.U / boardLength + Noise.Cell(boardIndex, Vector256.Create(7f), seed);
        var inside = Pulse.Mean(board, at.Height / boardWidth, 1 - GapShare)
            * Pulse.Mean(along, at.Width / boardLength, 1 - GapShare / 9);
        var steady = LaneMath.Clamp(Vector256.Create(2f) - at.Height * (2 / boardWidth), 0, 1);
        var shade = Noise.Cell(boardIndex, Vector256.Floor(along), seed) - Vector256.Create(0.5f);
        var tone = Lanes.One + steady * shade * 0.4f;
        // Each board shows another cut of the tree.
        var cut = steady * Noise.Cell(boardIndex, Vector256.Create(3f), seed) * 17.3f;
        var squeezed = new Footprint(at.U / GrainStretch + cut, at.V, at.Width / GrainStretch, at.Height);
        var grain = Noise.Fractal(squeezed, 0.06f, 4, 0.7f, seed);
        var spots = Noise.Fractal(at, 0.35f, 6, 0.6f, seed + 1);
        var light = Vector256.Create(0.25f) + inside * 0.75f;
        return light * tone * (Lanes.One + grain * 0.35f + spots * 0.25f) * Lanes3.Of(wood);
    }
}
