using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>Fine-tuning on the winners alone (SFT), the control that knows no losers.</summary>
/// <remarks>Lipman et al. 2022, arXiv:2210.02747, eq. 23, on the clips that won.</remarks>
public sealed class WinnerTuning : IPreferenceObjective
{
    /// <inheritdoc/>
    public bool NeedsReference => false;

    /// <inheritdoc/>
    public Tensor Losses(PreferenceErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        // Notation
        // e_w   errors.Winner
        // L     e_w
        return errors.Winner * 1;
    }
}
