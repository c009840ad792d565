namespace Plumbline.Alignment.Evaluation;

/// <summary>What the classifier read from one clip, as plain numbers that can be kept in a catalog.</summary>
/// <remarks>
/// Of the first frame, which captions speak of. A cell belongs to the colour that is likeliest there, or to no object;
/// the places of a colour are those of its cells.
/// </remarks>
public sealed record WorldReading
{
    /// <summary>How many objects there are, at least 0; not rounded.</summary>
    public required double Count { get; init; }

    /// <summary>Cells of each colour, double[8].</summary>
    public required double[] ColourCells { get; init; }

    /// <summary>
    /// How many cells of each colour are of each shape, double[8 × 7], shapes fastest; not whole numbers.
    /// </summary>
    public required double[] ShapeCells { get; init; }

    /// <summary>
    /// How many cells of each colour are of each texture, double[8 × 7], textures fastest; not whole numbers.
    /// </summary>
    public required double[] TextureCells { get; init; }

    /// <summary>
    /// Where the cells of each colour are, in picture widths from the left, 0 to 1, double[8]; 0 for no cells.
    /// </summary>
    public required double[] Across { get; init; }

    /// <summary>How far the things of each colour are, metres, double[8]; of no meaning for no cells.</summary>
    public required double[] DepthMetres { get; init; }

    /// <summary>
    /// Probability of each camera move and direction, double[16], see <see cref="WorldLabels.MoveIndex"/>.
    /// </summary>
    public required double[] Moves { get; init; }

    /// <summary>The clip in the space of the Fréchet distance, double[D].</summary>
    public required double[] Features { get; init; }
}
