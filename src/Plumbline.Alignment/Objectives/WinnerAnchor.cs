using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>
/// Holds winners where they are: costs what a winner becomes less likely than it was for the reference.
/// </summary>
/// <remarks>
/// Preference losses see only how winner and loser move apart, and are served as well when both become unlikely and the
/// loser faster. Pal et al. 2024, arXiv:2402.13228 (DPO-Positive), eq. 3, as a term of its own.
/// </remarks>
public static class WinnerAnchor
{
    /// <summary>The cost of every pair.</summary>
    /// <param name="errors">Errors with those of the reference.</param>
    /// <param name="scale">β, so that the term keeps its size beside the preference's.</param>
    /// <returns>[B], at least 0; it belongs to the caller's scope.</returns>
    public static Tensor Costs(PreferenceErrors errors, PreferenceScale scale)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(scale);
        // Notation
        // e_w, ē_w   errors.Winner, errors.ReferenceWinner
        // A          β_t max(0, e_w − ē_w)
        using var scope = new TensorScope();
        return scope.Keep(scale.At(errors.Times) * errors.WinnerChange().Relu());
    }
}
