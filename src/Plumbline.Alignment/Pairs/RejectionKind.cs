namespace Plumbline.Alignment.Pairs;

/// <summary>Why two candidates make no pair, or a prompt has none.</summary>
public enum RejectionKind
{
    /// <summary>The prompt has fewer than two candidates that can be compared.</summary>
    TooFewCandidates,

    /// <summary>The judge gave a candidate no score.</summary>
    Unscorable,

    /// <summary>A candidate shows almost what another one of its prompt shows.</summary>
    NearDuplicate,

    /// <summary>The latents of two candidates have different sizes.</summary>
    MixedSizes,

    /// <summary>The candidates began with different noise, where a pair must share it.</summary>
    OtherNoise,

    /// <summary>The scores lie too close together.</summary>
    GapTooSmall,

    /// <summary>The better candidate is not good enough.</summary>
    WinnerTooPoor,

    /// <summary>A candidate moves too little.</summary>
    TooLittleMotion,

    /// <summary>A measure of motion that a rule asks for is absent.</summary>
    MotionNotMeasured,

    /// <summary>One candidate moves more than the other, so that the preference could be for holding still.</summary>
    MotionNotMatched,

    /// <summary>
    /// The better candidate moves less than the other, so that the preference could be for holding still.
    /// </summary>
    WinnerMovesLess,

    /// <summary>People who compared the two prefer neither.</summary>
    NoMajority,
}
