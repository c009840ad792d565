using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Pictures and clips on another grid.</content>
public sealed partial class Tensor
{
    private static readonly Operator Nearest1d = new("aten::upsample_nearest1d", "vec");
    private static readonly Operator Nearest2d = new("aten::upsample_nearest2d", "vec");
    private static readonly Operator Nearest3d = new("aten::upsample_nearest3d", "vec");
    private static readonly Operator NearestExact1d = new("aten::_upsample_nearest_exact1d", "vec");
    private static readonly Operator NearestExact2d = new("aten::_upsample_nearest_exact2d", "vec");
    private static readonly Operator NearestExact3d = new("aten::_upsample_nearest_exact3d", "vec");
    private static readonly Operator Linear1d = new("aten::upsample_linear1d", "vec");
    private static readonly Operator Linear2d = new("aten::upsample_bilinear2d", "vec");
    private static readonly Operator Linear3d = new("aten::upsample_trilinear3d", "vec");
    private static readonly Operator Cubic2d = new("aten::upsample_bicubic2d", "vec");
    private static readonly Operator LinearAntialiased2d = new("aten::_upsample_bilinear2d_aa", "vec");
    private static readonly Operator CubicAntialiased2d = new("aten::_upsample_bicubic2d_aa", "vec");
    private static readonly Operator GridSampler = new("aten::grid_sampler");

    /// <summary>Resamples the axes after batch and channels.</summary>
    /// <param name="extents">New extents: [W], [H, W] or [F, H, W] for an input of rank 3, 4 or 5.</param>
    /// <param name="interpolation">
    /// How values between pixels are found; cubic and antialiased forms only for pictures.
    /// </param>
    /// <param name="alignment">Which points of the two grids coincide; without meaning for nearest forms.</param>
    /// <returns>The resampled tensor, [B, C, extents].</returns>
    /// <exception cref="ArgumentException">The rank does not fit the extents, or has no such interpolation.</exception>
    public Tensor Resize(
        long[] extents, Interpolation interpolation, PixelAlignment alignment = PixelAlignment.Edges)
    {
        ArgumentNullException.ThrowIfNull(extents);
        if (Rank != extents.Length + 2)
            throw new ArgumentException(
                $"Resize to [{string.Join(", ", extents)}]: expected rank {extents.Length + 2}, got {this}. "
                + "Add batch and channel axes.");
        var chosen = (interpolation, extents.Length) switch
        {
            (Interpolation.Nearest, 1) => Nearest1d,
            (Interpolation.Nearest, 2) => Nearest2d,
            (Interpolation.Nearest, 3) => Nearest3d,
            (Interpolation.NearestExact, 1) => NearestExact1d,
            (Interpolation.NearestExact, 2) => NearestExact2d,
            (Interpolation.NearestExact, 3) => NearestExact3d,
            (Interpolation.Linear, 1) => Linear1d,
            (Interpolation.Linear, 2) => Linear2d,
            (Interpolation.Linear, 3) => Linear3d,
            (Interpolation.Cubic, 2) => Cubic2d,
            (Interpolation.LinearAntialiased, 2) => LinearAntialiased2d,
            (Interpolation.CubicAntialiased, 2) => CubicAntialiased2d,
            _ => throw new ArgumentException(
                $"Resize: {interpolation} interpolation does not exist along {extents.Length} axes."),
        };
        return interpolation is Interpolation.Nearest or Interpolation.NearestExact
            ? chosen.Call(this, Integers(extents), None)
            : chosen.Call(this, Integers(extents), Flag(alignment == PixelAlignment.Centres), None);
    }

    /// <summary>Samples a picture or clip at given places.</summary>
    /// <param name="grid">Places as (x, y) or (x, y, z) from −1 to 1, [B, H', W', 2] or [B, F', H', W', 3].</param>
    /// <param name="interpolation">Nearest, linear or cubic.</param>
    /// <param name="outside">What is found beyond the picture.</param>
    /// <param name="alignment">Whether −1 and 1 mean the edges or the centres of the corner pixels.</param>
    /// <returns>The samples, [B, C, H', W'] or [B, C, F', H', W'].</returns>
    /// <exception cref="ArgumentException">Sampling has no such interpolation.</exception>
    public Tensor GridSample(
        Tensor grid,
        Interpolation interpolation = Interpolation.Linear,
        OutsideValues outside = OutsideValues.Zeros,
        PixelAlignment alignment = PixelAlignment.Edges)
    {
        var mode = interpolation switch
        {
            Interpolation.Linear => 0,
            Interpolation.Nearest => 1,
            Interpolation.Cubic => 2,
            _ => throw new ArgumentException(
                $"Grid sample: expected Nearest, Linear or Cubic, got {interpolation}.", nameof(interpolation)),
        };
        return GridSampler.Call(
            this, grid, Integer(mode), Integer((long)outside), Flag(alignment == PixelAlignment.Centres));
    }
}
