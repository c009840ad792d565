using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>What it costs that a network does not prefer the winners of pairs.</summary>
public interface IPreferenceObjective
{
    /// <summary>Whether the errors of the reference are needed.</summary>
    bool NeedsReference { get; }

    /// <summary>The loss of every pair.</summary>
    /// <param name="errors">Errors of winners and losers.</param>
    /// <returns>The losses, recorded, [B]; lower is better. They belong to the caller's scope.</returns>
    Tensor Losses(PreferenceErrors errors);
}
