using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>How far predictions lie from their targets, one number for each clip.</summary>
/// <remarks>
/// With weights this is dense DPO's error: where the judge's map says that geometry breaks, the squared error counts
/// more, in the winner as in the loser, and so the gradient goes there.
/// </remarks>
public static class ClipError
{
    /// <summary>Mean squared errors over the positions that are to be found.</summary>
    /// <param name="predicted">[B, C, f, h, w].</param>
    /// <param name="target">This shape.</param>
    /// <param name="unknown">1 where frames are to be found, 0 where they are given, [B, 1, f, 1, 1].</param>
    /// <param name="weights">How much each position counts, at least 0, [B, 1, f, h, w]; alike when absent.</param>
    /// <returns>[B], in units of squared latents; it belongs to the caller's scope.</returns>
    public static Tensor Of(Tensor predicted, Tensor target, Tensor unknown, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(unknown);
        // Notation
        // v, u   predicted, target
        // k      unknown
        // q      weights
        // e      Σ k q mean_C (v − u)² / Σ k q
        using var scope = new TensorScope();
        if (weights is null)
        {
            var frames = (predicted - target).Square().Mean([1, 3, 4], ReducedAxes.Kept);        // [B, 1, f, 1, 1]
            return scope.Keep((frames * unknown).Sum([1, 2, 3, 4]) / unknown.Sum([1, 2, 3, 4]));
        }

        var counts = weights * unknown;                                                          // [B, 1, f, h, w]
        var positions = (predicted - target).Square().Mean([1], ReducedAxes.Kept);
        return scope.Keep((positions * counts).Sum([1, 2, 3, 4]) / counts.Sum([1, 2, 3, 4]));
    }
}
