namespace Plumbline.Alignment.Calibration;

/// <summary>What an attack starts from.</summary>
public enum AttackBase
{
    /// <summary>The untouched clip: the attack must not make it look better or worse than it is.</summary>
    Clean,

    /// <summary>The clip with a strong wobble: the attack must not hide it. Who cheats starts here.</summary>
    Damaged,
}
