using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>
/// Direct preference optimisation of a diffusion or flow model: the sigmoid of how far winners gained.
/// </summary>
/// <param name="scale">β.</param>
/// <param name="labelSmoothing">
/// Share of pairs that are taken to be the wrong way round, ε, 0 to below 0.5; keeps logits from growing without end.
/// </param>
/// <remarks>
/// Rafailov et al. 2023, arXiv:2305.18290, eq. 7; for diffusion Wallace et al. 2023, arXiv:2311.12908, eq. 14, whose T
/// ω/2 is part of β here; for flows Liu et al. 2025, arXiv:2501.13918. Label smoothing: Mitchell 2023, cDPO. At an
/// adapter of zero the loss is log 2.
/// </remarks>
public sealed class DiffusionDpo(PreferenceScale scale, double labelSmoothing = 0) : IPreferenceObjective
{
    /// <inheritdoc/>
    public bool NeedsReference => true;

    /// <inheritdoc/>
    public Tensor Losses(PreferenceErrors errors)
    {
        // Notation
        // e_w, e_l   errors.Winner, errors.Loser                      of the network with its adapter
        // ē_w, ē_l   errors.ReferenceWinner, errors.ReferenceLoser    without it
        // β_t        scale
        // z          β_t ((ē_w − e_w) − (ē_l − e_l))
        // ε          labelSmoothing
        // L          −(1 − ε) log σ(z) − ε log σ(−z)
        using var scope = new TensorScope();
        var z = scale.Logits(errors);
        var loss = -z.LogSigmoid();
        return scope.Keep(labelSmoothing == 0
            ? loss
            : loss * (1 - labelSmoothing) - (-z).LogSigmoid() * labelSmoothing);
    }
}
