using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>How far restored clips are from the originals: absolute differences of pixels and of their slopes.</summary>
/// <remarks>
/// Differences of slopes, at full and at half resolution, cost edges that are blurred or shifted more than flat colour:
/// Mathieu, Couprie &amp; LeCun 2016, arXiv:1511.05440, section 3.2.
/// </remarks>
public sealed record ReconstructionLoss
{
    /// <summary>Weight of the slopes beside the pixels, at least 0; default 0.5.</summary>
    public double SlopeWeight { get; init; } = 0.5;

    /// <summary>Mean loss over everything.</summary>
    /// <param name="restored">[B, 3, F, H, W]; H and W even.</param>
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
        return scope.Keep(loss + SlopeWeight * Slopes(half));
    }

    private static Tensor Slopes(Tensor difference)
    {
        using var scope = new TensorScope();
        var down = difference.Slice(3, 1) - difference.Slice(3, 0, -1);
        var right = difference.Slice(4, 1) - difference.Slice(4, 0, -1);
        return scope.Keep(down.Abs().Mean() + right.Abs().Mean());
    }
}
