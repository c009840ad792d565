using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>Direct preference optimisation with a hinge: pairs that are right by one logit count no more.</summary>
/// <param name="scale">β.</param>
/// <remarks>Zhao et al. 2023, arXiv:2305.10425 (SLiC), in the form that VideoGPA fb86241, train/loss.py has.</remarks>
public sealed class HingeDpo(PreferenceScale scale) : IPreferenceObjective
{
    /// <inheritdoc/>
    public bool NeedsReference => true;

    /// <inheritdoc/>
    public Tensor Losses(PreferenceErrors errors)
    {
        // Notation
        // z   β_t ((ē_w − e_w) − (ē_l − e_l)), see DiffusionDpo
        // L   max(0, 1 − z)
        using var scope = new TensorScope();
        return scope.Keep((1 - scale.Logits(errors)).Relu());
    }
}
