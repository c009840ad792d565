namespace Plumbline.Alignment.Calibration;

/// <summary>What a calibration tries.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Every defect, every attack, one ladder each per clip.</summary>
    public static CalibrationOptions Default { get; } = new();

    /// <summary>Defects to build ladders of; all by default.</summary>
    public IReadOnlyList<IDefect> Defects { get; init; } = DefectCatalog.All;

    /// <summary>Attacks to try; all by default.</summary>
    public IReadOnlyList<IAttack> Attacks { get; init; } = AttackCatalog.All;

    /// <summary>Ladders of each defect per clip, each at another place, at least 1; 1 by default.</summary>
    public int LaddersPerDefect { get; init; } = 1;

    /// <summary>Chooses places, directions and phases; 1 by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// How many versions of a clip are judged at the same time, at least 1; 1 by default. Each holds a copy of the
    /// clip.
    /// </summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    /// <exception cref="ArgumentException">There is nothing to try.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LaddersPerDefect, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Jobs, 1);
        if (Defects.Count == 0 && Attacks.Count == 0)
            throw new ArgumentException("Calibration: expected at least one defect or attack, got none.");
    }
}
