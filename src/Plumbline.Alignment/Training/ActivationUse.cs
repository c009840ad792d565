namespace Plumbline.Alignment.Training;

/// <summary>What happens to the results of a network's blocks until the backward pass needs them.</summary>
public enum ActivationUse
{
    /// <summary>They are kept: the fastest.</summary>
    Kept,

    /// <summary>
    /// They are computed again, block by block: a fraction of the memory for a third more arithmetic.
    /// </summary>
    Recomputed,
}
