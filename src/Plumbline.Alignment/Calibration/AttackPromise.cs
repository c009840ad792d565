namespace Plumbline.Alignment.Calibration;

/// <summary>What a judge promises about a clip that was attacked.</summary>
public enum AttackPromise
{
    /// <summary>The clip has no power to be scored any more, and the judge says so.</summary>
    BecomesUnscorable,

    /// <summary>The score rises by at most 1 point; it may fall, and the clip may become unscorable.</summary>
    NeverRaises,

    /// <summary>The score rises by at most 1 point and falls by at most 3.</summary>
    KeepsScore,

    /// <summary>The score changes by at most 3 points, up or down.</summary>
    HardlyChanges,
}
