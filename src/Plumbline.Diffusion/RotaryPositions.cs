using Plumbline.Tensors;

namespace Plumbline.Diffusion;

/// <summary>
/// Rotary positions along several axes: each pair of channels turns by an angle that grows along one axis.
/// </summary>
/// <remarks>
/// Su et al. 2021, arXiv:2104.09864; split over time, height and width as Wan-Video/Wan2.2 42bf4cf, model.py: of c
/// pairs c − 2⌊c/3⌋ turn along time and ⌊c/3⌋ along each of the others. A pair is a channel of a head's first half and
/// the same one of its second half.
/// </remarks>
public static class RotaryPositions
{
    /// <summary>Angles of every position of a grid.</summary>
    /// <param name="extents">Positions along time, height and width.</param>
    /// <param name="headWidth">Channels of a head, an even number.</param>
    /// <param name="angleBase">Slowest turn, in positions per radian, roughly; above 1.</param>
    /// <param name="frames">Where each frame stands in time; 0, 1, 2 and so on when absent.</param>
    /// <returns>Angles in radians, width fastest, double[f · h · w, D_head / 2].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The head's width is odd or too small to split.</exception>
    public static double[,] Angles(
        (int Frames, int Rows, int Columns) extents, int headWidth, double angleBase,
        IReadOnlyList<int>? frames = null)
    {
        if (headWidth < 6 || headWidth % 2 != 0)
            throw new ArgumentOutOfRangeException(
                nameof(headWidth), headWidth, "Rotary positions: expected an even head width of at least 6.");
        var pairs = headWidth / 2;
        int[] split = [pairs - 2 * (pairs / 3), pairs / 3, pairs / 3];
        var angles = new double[extents.Frames * extents.Rows * extents.Columns, pairs];
        for (var position = 0; position < angles.GetLength(0); position++)
        {
            var frame = position / (extents.Rows * extents.Columns);
            int[] places =
                [frames?[frame] ?? frame, position / extents.Columns % extents.Rows, position % extents.Columns];
            for (var (axis, pair) = (0, 0); axis < 3; axis++)
            {
                for (var i = 0; i < split[axis]; i++, pair++)
                    angles[position, pair] = places[axis] * Math.Pow(angleBase, -(double)i / split[axis]);
            }
        }

        return angles;
    }

    /// <summary>The angles as factors for <see cref="Rotate"/>.</summary>
    /// <param name="angles">Angles, [N, D_head / 2].</param>
    /// <param name="dtype">Type of the factors.</param>
    /// <param name="device">Where they live.</param>
    /// <returns>Cosines, and sines with the signs of their halves, each [N, 1, D_head].</returns>
    public static (Tensor Cosines, Tensor Sines) Factors(double[,] angles, DType dtype, Device device)
    {
        ArgumentNullException.ThrowIfNull(angles);
        using var scope = new TensorScope();
        var (count, pairs) = (angles.GetLength(0), angles.GetLength(1));
        var table = Tensor.From<double>(angles.Cast<double>().ToArray(), [count, 1, pairs], device);
        var (cosines, sines) = (table.Cos(), table.Sin());
        return (
            scope.Keep(Tensor.Concat([cosines, cosines], -1).To(dtype)),
            scope.Keep(Tensor.Concat([-sines, sines], -1).To(dtype)));
    }

    /// <summary>Turns every pair of channels by its angle.</summary>
    /// <param name="heads">Queries or keys, [..., N, heads, D_head].</param>
    /// <param name="cosines">Cosines, [N, 1, D_head].</param>
    /// <param name="sines">Signed sines, [N, 1, D_head].</param>
    /// <returns>The turned vectors, the input's shape.</returns>
    public static Tensor Rotate(Tensor heads, Tensor cosines, Tensor sines)
    {
        ArgumentNullException.ThrowIfNull(heads);
        using var scope = new TensorScope();
        // Rolled by half its width, a head shows each channel's partner.
        return scope.Keep((heads * cosines).AddProduct(heads.Roll(heads.Shape[-1] / 2, -1), sines));
    }
}
