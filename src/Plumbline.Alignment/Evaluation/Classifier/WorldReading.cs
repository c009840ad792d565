namespace Plumbline.Alignment.Evaluation;

/// <summary>What the classifier read from one clip, as plain numbers that can be kept in a catalog.</summary>
/// <remarks>"Mass" is a count of objects: a clip that shows one red box has mass 1 at (red, box) and 0 elsewhere.</remarks>
public sealed record WorldReading
{
    /// <summary>How many objects of each colour and shape the first frame shows, double[8 × 7], shapes fastest.</summary>
    public required double[] ShapeMass { get; init; }

    /// <summary>How many objects of each colour and texture the first frame shows, double[8 × 7], textures fastest.</summary>
    public required double[] TextureMass { get; init; }

    /// <summary>Where the things of each colour are, in picture widths from the left, 0 to 1, double[8].</summary>
    public required double[] Across { get; init; }

    /// <summary>How far the things of each colour are, metres, double[8].</summary>
    public required double[] DepthMetres { get; init; }

    /// <summary>Probability of each camera move and direction, double[16], see <see cref="WorldLabels.MoveIndex"/>.</summary>
    public required double[] Moves { get; init; }

    /// <summary>The clip in the space of the Fréchet distance, double[D].</summary>
    public required double[] Features { get; init; }

    /// <summary>How many objects of each colour there are, double[8].</summary>
    /// <returns>One number per colour, at least 0.</returns>
    public double[] CountByColour() =>
        [.. Enumerable.Range(0, WorldAnswers.ColourCount).Select(
            colour => ShapeMass.AsSpan(colour * WorldAnswers.ShapeCount, WorldAnswers.ShapeCount).ToArray().Sum())];
}
