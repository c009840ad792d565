using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>
/// Preference without a reference (DRO): winners are made likelier and losers unlikelier, at a constant rate.
/// </summary>
/// <param name="scale">β; under Adam and clipping its size does not matter.</param>
/// <remarks>
/// What Epipolar-DPO (arXiv:2510.21615) compares with, and what the published settings of VideoGPA come to: with β = 1
/// their logits are about 1e-3, where the sigmoid is a straight line and the reference drops out of the gradient. The
/// loss has no bound below, and nothing stops the network but the number of steps.
/// </remarks>
public sealed class DirectReward(PreferenceScale scale) : IPreferenceObjective
{
    /// <inheritdoc/>
    public bool NeedsReference => false;

    /// <inheritdoc/>
    public Tensor Losses(PreferenceErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        // Notation
        // e_w, e_l   errors.Winner, errors.Loser
        // L          β_t (e_w − e_l) / 2, the first-order part of DiffusionDpo
        using var scope = new TensorScope();
        return scope.Keep(scale.At(errors.Times) * (errors.Winner - errors.Loser) / 2);
    }
}
