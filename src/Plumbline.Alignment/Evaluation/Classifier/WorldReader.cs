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

        // 1. How much of an object of each word the cells of the first frame show.
        var cells = answers.Cells.Select(1, 0).Flatten(1, 2);                         // [B, 256, channels]
        var counts = answers.Counts().Select(1, 0).Flatten(1).Unsqueeze(-1);          // [B, 256, 1]
        Tensor Words(int start, int count) => cells.Slice(-1, start, start + count).Softmax(-1);
        // "No object" is left out: the counts say it already.
        var byColour = counts * Words(WorldAnswers.ColourStart + 1, WorldAnswers.ColourCount);
        var byColourFirst = byColour.Transpose(1, 2);                                 // [B, 8, 256]
        var shapes = byColourFirst.MatMul(Words(WorldAnswers.ShapeStart, WorldAnswers.ShapeCount));
        var textures = byColourFirst.MatMul(Words(WorldAnswers.TextureStart, WorldAnswers.TextureCount));

        // 2. Where the things of each colour are.
        const int edge = WorldClassifier.Cells;
        var across = (Tensor.Arange(edge, DType.Float32, Device.Cpu) + 0.5).Repeat(edge) / edge;   // [256]
        var places = Tensor.Stack([across.Expand(cells.Shape[0], edge * edge), cells.Select(-1, WorldAnswers.DepthChannel)], 2);
        var middles = byColourFirst.MatMul(places) / byColourFirst.Sum([2], ReducedAxes.Kept).Clamp(1e-12);   // [B, 8, 2]

        // 3. One reading per clip.
        var moves = answers.Moves.Softmax(-1);
        return [.. Enumerable.Range(0, (int)cells.Shape[0]).Select(clip => new WorldReading
        {
            ShapeMass = Numbers(shapes.Select(0, clip)),
            TextureMass = Numbers(textures.Select(0, clip)),
            Across = Numbers(middles.Select(0, clip).Select(1, 0)),
            DepthMetres = [.. Numbers(middles.Select(0, clip).Select(1, 1)).Select(depth => depth + WorldAnswers.MiddleDepthMetres)],
            Moves = Numbers(moves.Select(0, clip)),
            Features = Numbers(answers.Features.Select(0, clip)),
        })];
    }

    private static double[] Numbers(Tensor tensor) => tensor.To(DType.Float64).Contiguous().ToArray<double>();
}
