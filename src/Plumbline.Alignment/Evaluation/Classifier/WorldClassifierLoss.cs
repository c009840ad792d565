using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;
using Shape = Plumbline.Tensors.Shape;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How far a classifier's answers are from what was rendered.</summary>
internal static class WorldClassifierLoss
{
    // torch's cross entropy leaves out items of this class.
    private const long Ignored = -100;

    /// <summary>The parts of the loss by name; each at least 0, their sum is what training makes smaller.</summary>
    /// <param name="answers">What the classifier says about a batch.</param>
    /// <param name="labels">What it should say.</param>
    /// <returns>Scalars; they belong to the caller's scope.</returns>
    public static IReadOnlyDictionary<string, Tensor> Of(WorldAnswers answers, IReadOnlyList<WorldLabels> labels)
    {
        using var scope = new TensorScope();
        var owners = Owners(labels);                                                  // [B, objects, T, 16, 16]
        var visible = owners.Sum([3, 4]).GreaterThan(0).To(DType.Float32);            // [B, objects, T]
        var isObject = owners.Sum([1]);                                               // [B, T, 16, 16]
        var counts = answers.Counts();
        var summed = (owners * counts.Unsqueeze(1)).Sum([3, 4]);                      // [B, objects, T]
        var stray = ((1 - isObject) * counts).Sum([2, 3]);                            // [B, T]
        var depth = answers.Cells.Select(-1, WorldAnswers.DepthChannel);
        return new Dictionary<string, Tensor>
        {
            ["colour"] = scope.Keep(Choice(answers.Cells, WorldAnswers.ColourStart, 1 + WorldAnswers.ColourCount,
                Targets(labels, thing => 1 + (long)thing.Colour, 0))),
            ["shape"] = scope.Keep(Choice(answers.Cells, WorldAnswers.ShapeStart, WorldAnswers.ShapeCount,
                Targets(labels, thing => (long)thing.Shape, Ignored))),
            ["texture"] = scope.Keep(Choice(answers.Cells, WorldAnswers.TextureStart, WorldAnswers.TextureCount,
                Targets(labels, thing => (long)thing.Texture, Ignored))),
            ["depth"] = scope.Keep(((depth - Depths(labels)).Abs() * isObject).Sum() / isObject.Sum().Clamp(1)),
            ["count"] = scope.Keep(
                ((summed - 1).Square() * visible).Sum() / visible.Sum().Clamp(1) + stray.Square().Mean()),
            ["move"] = scope.Keep(answers.Moves.CrossEntropy(
                Tensor.From<long>(labels.Select(label => (long)label.Move).ToArray(), [labels.Count], Device.Cpu))),
        };
    }

    private static Tensor Choice(Tensor cells, int start, int count, Tensor targets)
    {
        using var scope = new TensorScope();
        return scope.Keep(cells.Slice(-1, start, start + count).Flatten(0, 3).CrossEntropy(targets));
    }

    private static Tensor Targets(IReadOnlyList<WorldLabels> labels, Func<WorldObject, long> word, long nothing)
    {
        var targets = labels.SelectMany(label => label.Objects.Select(
            owner => owner == 0 ? nothing : word(label.Things[owner - 1]))).ToArray();
        return Tensor.From<long>(targets, [targets.Length], Device.Cpu);
    }

    private static Tensor Owners(IReadOnlyList<WorldLabels> labels)
    {
        var size = labels[0].Objects.Length;
        var owners = new float[labels.Count * WorldLabels.MostObjects * size];
        for (var b = 0; b < labels.Count; b++)
        {
            for (var i = 0; i < size; i++)
            {
                if (labels[b].Objects[i] is > 0 and var owner)
                    owners[(b * WorldLabels.MostObjects + owner - 1) * size + i] = 1;
            }
        }

        return Tensor.From<float>(owners, CellShape(labels.Count, WorldLabels.MostObjects), Device.Cpu);
    }

    private static Tensor Depths(IReadOnlyList<WorldLabels> labels)
    {
        const int area = WorldClassifier.Cells * WorldClassifier.Cells;
        var depths = labels.SelectMany(label => label.Objects.Select((owner, i) => owner == 0
            ? 0f
            : (float)(label.DepthMetres[i / area * label.Things.Count + owner - 1]
                - WorldAnswers.MiddleDepthMetres))).ToArray();
        return Tensor.From<float>(
            depths, [labels.Count, WorldClassifier.Groups, WorldClassifier.Cells, WorldClassifier.Cells], Device.Cpu);
    }

    private static Shape CellShape(int batch, int objects) =>
        [batch, objects, WorldClassifier.Groups, WorldClassifier.Cells, WorldClassifier.Cells];
}
