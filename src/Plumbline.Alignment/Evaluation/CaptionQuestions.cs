using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Asks of a clip what its caption says.</summary>
/// <remarks>
/// Every question has one right answer of a few, and one clip answers it once, so that shares of right answers are
/// shares of independent trials. Of several different things one is asked about, which one says the clip's number.
/// </remarks>
public static class CaptionQuestions
{
    // Chosen on worlds of the validation split. Two things side by side differ by up to 0.45 m, two behind each other
    // by 1.25 m and more; the depths that are read lie nearer to each other than the true ones.
    private const double LeastDepthMetres = 0.7;

    // Likewise; the smallest thing of several covers 2.5 % of the picture, about six cells.
    private const int LeastCells = 4;

    /// <summary>Asks every question that a caption answers.</summary>
    /// <param name="caption">The world whose caption it is; nothing but what the caption says is used.</param>
    /// <param name="reading">What was read from the clip.</param>
    /// <param name="number">Number of the clip; chooses the thing that is asked about.</param>
    /// <returns>Whether the clip gives the right answer, for each question that was asked.</returns>
    public static IReadOnlyDictionary<CaptionAttribute, bool> Ask(
        TrainingWorld caption, WorldReading reading, long number)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(reading);
        var things = caption.Objects;
        var areAlike = things.Count == 1 || caption.Relations.Count == 0;
        var thing = things[areAlike ? 0 : (int)(number % things.Count)];
        var (colour, shape) = ((int)thing.Colour, (int)thing.Shape);
        var arrangement = ArrangementOf(reading);
        var answers = new Dictionary<CaptionAttribute, bool>
        {
            [CaptionAttribute.Colour] = colour == Largest(
                WorldAnswers.ColourCount, i => reading.ShapeCells[i * WorldAnswers.ShapeCount + shape]),
            [CaptionAttribute.Shape] = shape == Largest(
                WorldAnswers.ShapeCount, i => reading.ShapeCells[colour * WorldAnswers.ShapeCount + i]),
            [CaptionAttribute.Texture] = (int)thing.Texture == Largest(
                WorldAnswers.TextureCount, i => reading.TextureCells[colour * WorldAnswers.TextureCount + i]),
            [CaptionAttribute.Count] = arrangement.Count == things.Count,
            [CaptionAttribute.Arrangement] = arrangement == (things.Count, areAlike),
            [CaptionAttribute.Move] = WorldLabels.MoveIndex(caption.Camera) == Largest(
                WorldAnswers.MoveCount, i => reading.Moves[i]),
        };
        if (things.Count == 2 && caption.Relations is [var relation])
            answers[CaptionAttribute.Relation] = relation.Relation == RelationOf(
                reading, (int)things[relation.First].Colour, (int)things[relation.Second].Colour);
        return answers;
    }

    /// <summary>How many things a clip shows, and whether they are alike.</summary>
    /// <param name="reading">What was read from the clip.</param>
    /// <returns>
    /// The nearest count from 1 to 3; things are alike where no second colour has cells enough for one.
    /// </returns>
    public static (int Count, bool AreAlike) ArrangementOf(WorldReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var count = (int)Math.Round(Math.Clamp(reading.Count, 1, WorldLabels.MostObjects));
        return (count, count == 1 || reading.ColourCells.Count(cells => cells >= LeastCells) < 2);
    }

    /// <summary>How the things of one colour lie to those of another.</summary>
    /// <param name="reading">What was read from the clip.</param>
    /// <param name="first">Index of the colour that the sentence is about.</param>
    /// <param name="second">Index of the colour that it is compared with.</param>
    /// <returns>Depth decides where it differs clearly, else the place across the picture.</returns>
    public static SpatialRelation RelationOf(WorldReading reading, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var deeper = reading.DepthMetres[second] - reading.DepthMetres[first];
        if (Math.Abs(deeper) > LeastDepthMetres)
            return deeper > 0 ? SpatialRelation.InFrontOf : SpatialRelation.Behind;
        return reading.Across[second] > reading.Across[first] ? SpatialRelation.LeftOf : SpatialRelation.RightOf;
    }

    private static int Largest(int count, Func<int, double> value) => Enumerable.Range(0, count).MaxBy(value);
}
