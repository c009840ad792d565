using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>Identity preference optimisation (IPO): winners are to gain by a fixed amount, and no more.</summary>
/// <param name="scale">β; the amount is 1/(2β) in mean squared error.</param>
/// <remarks>
/// Azar et al. 2023, arXiv:2310.12036, eq. 17, with τ = β and multiplied by β², so that the loss is 1/4 at an adapter
/// of zero and its gradient has the size of DPO's.
/// </remarks>
public sealed class IdentityPreference(PreferenceScale scale) : IPreferenceObjective
{
    /// <inheritdoc/>
    public bool NeedsReference => true;

    /// <inheritdoc/>
    public Tensor Losses(PreferenceErrors errors)
    {
        // Notation
        // Δ   (ē_w − e_w) − (ē_l − e_l)
        // z   β_t Δ
        // L   β_t² (Δ − 1 / (2 β_t))² = (z − 1/2)²
        using var scope = new TensorScope();
        return scope.Keep((scale.Logits(errors) - 0.5).Square());
    }
}
