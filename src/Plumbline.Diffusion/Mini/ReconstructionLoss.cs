using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// How far restored clips are from the originals: absolute differences of pixels and of their slopes.
/// </summary>
/// <remarks>
/// Differences of slopes, at full and at half resolution, cost edges that are blurred or shifted more than flat colour:
/// Mathieu, Couprie &amp; LeCun 2016, arXiv:1511.05440, section 3.2.
/// </remarks>
public sealed record ReconstructionLoss
{
    /// <summary>Weight of the slopes beside the pixels, at least 0; default 0.5.</summary>
    public double SlopeWeight { get; init; } = 0.5;

    /// <summary>
    /// Weight of the change from frame to frame beside the pixels, at least 0; default 0.5. Grain that is restored in
    /// one frame and lost in the next moves where nothing moved.
    /// </summary>
    public double ChangeWeight { get; init; } = 0.5;

    /// <summary>Weight of 1 − structural similarity beside the pixels, at least 0; default 0.5.</summary>
    /// <remarks>
    /// Wang et al. 2004, IEEE TIP 13(4), eq. 13, with even windows of 8 × 8 pixels every 4 pixels, each colour for
    /// itself. Differences alone leave the faint grain out by which features are tracked.
    /// </remarks>
    public double SimilarityWeight { get; init; } = 0.5;

    /// <summary>Mean loss over everything.</summary>
    /// <param name="restored">[B, 3, F, H, W]; H and W even and at least 8.</param>
    /// <param name="original">[B, 3, F, H, W].</param>
    /// <returns>A single number; 0 for equal clips, lower is better.</returns>
    public Tensor Of(Tensor restored, Tensor original)
    {
        Shape.Require(original, "B,3,F,H,W");
        Shape.Require(restored, string.Join(',', original.Shape));
        using var scope = new TensorScope();
        var difference = restored - original;
        var loss = difference.Abs().Mean() + SlopeWeight * Slopes(difference);
        // The difference of two clips at half size is their difference at half size.
        var half = difference.AveragePool3d([1, 2, 2]);
        loss += SlopeWeight * Slopes(half);
        if (difference.Shape[2] > 1)
            loss += ChangeWeight * (difference.Slice(2, 1) - difference.Slice(2, 0, -1)).Abs().Mean();
        return scope.Keep(SimilarityWeight > 0 ? loss + SimilarityWeight * (1 - Similarity(restored, original)) : loss);
    }

    private static Tensor Similarity(Tensor restored, Tensor original)
    {
        // Values span 2, so that the constants are (0.01 · 2)² and (0.03 · 2)².
        const double C1 = 4e-4;
        const double C2 = 3.6e-3;
        using var scope = new TensorScope();
        static Tensor Window(Tensor values) => values.AveragePool3d([1, 8, 8], [1, 4, 4]);
        var (x, y) = (Window(restored), Window(original));
        var (xx, yy, xy) = (x * x, y * y, x * y);
        var variances = Window(restored * restored) - xx + (Window(original * original) - yy);
        var covariance = Window(restored * original) - xy;
        var similarity = (2 * xy + C1) * (2 * covariance + C2) / ((xx + yy + C1) * (variances + C2));
        return scope.Keep(similarity.Mean());
    }

    private static Tensor Slopes(Tensor difference)
    {
        using var scope = new TensorScope();
        var down = difference.Slice(3, 1) - difference.Slice(3, 0, -1);
        var right = difference.Slice(4, 1) - difference.Slice(4, 0, -1);
        return scope.Keep(down.Abs().Mean() + right.Abs().Mean());
    }
}
