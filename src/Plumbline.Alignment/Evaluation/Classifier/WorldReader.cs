using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Reads clips with a <see cref="WorldClassifier"/>.</summary>
/// <param name="classifier">The network; the caller keeps owning it.</param>
public sealed class WorldReader(WorldClassifier classifier)
{
    /// <summary>Reads clips.</summary>
    /// <param name="frames">RGB in [−1, 1], float32[B, 3, F, H, W], see <see cref="WorldClassifier.Forward"/>.</param>
    /// <returns>One reading per clip.</returns>
    public IReadOnlyList<WorldReading> Read(Tensor frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        var answers = classifier.Forward(frames);

        // 1. Which colour each cell of the first frame belongs to, and of what the cells of each colour are.
        var cells = answers.Cells.Select(1, 0).Flatten(1, 2);                         // [B, 256, channels]
        Tensor Words(int start, int count) => cells.Slice(-1, start, start + count).Softmax(-1);
        var decided = cells.Slice(-1, WorldAnswers.ColourStart, WorldAnswers.ShapeStart).ArgMax(-1);   // 0 is none
        var colours = decided.OneHot(1 + WorldAnswers.ColourCount).Slice(-1, 1).To(DType.Float32);     // [B, 256, 8]
        var colourFirst = colours.Transpose(1, 2);                                    // [B, 8, 256]
        var shapes = colourFirst.MatMul(Words(WorldAnswers.ShapeStart, WorldAnswers.ShapeCount));
        var textures = colourFirst.MatMul(Words(WorldAnswers.TextureStart, WorldAnswers.TextureCount));

        // 2. How many things there are, and where those of each colour are.
        const int edge = WorldClassifier.Cells;
        var counts = answers.Counts().Select(1, 0).Sum([1, 2]);                       // [B]
        var areas = colourFirst.Sum([2]);                                             // [B, 8]
        var across = (Tensor.Arange(edge, DType.Float32, Device.Cpu) + 0.5).Repeat(edge) / edge;   // [256]
        var places = Tensor.Stack(
            [across.Expand(cells.Shape[0], edge * edge), cells.Select(-1, WorldAnswers.DepthChannel)], 2);
        var middles = colourFirst.MatMul(places) / areas.Unsqueeze(-1).Clamp(1);      // [B, 8, 2]

        // 3. One reading per clip.
        var moves = answers.Moves.Softmax(-1);
        return [.. Enumerable.Range(0, (int)cells.Shape[0]).Select(clip => new WorldReading
        {
            Count = counts.Select(0, clip).Item(),
            ColourCells = Numbers(areas.Select(0, clip)),
            ShapeCells = Numbers(shapes.Select(0, clip)),
            TextureCells = Numbers(textures.Select(0, clip)),
            Across = Numbers(middles.Select(0, clip).Select(1, 0)),
            DepthMetres = [.. Numbers(middles.Select(0, clip).Select(1, 1)).Select(
                depth => depth + WorldAnswers.MiddleDepthMetres)],
            Moves = Numbers(moves.Select(0, clip)),
            Features = Numbers(answers.Features.Select(0, clip)),
        })];
    }

    private static double[] Numbers(Tensor tensor) => tensor.To(DType.Float64).Contiguous().ToArray<double>();
}
