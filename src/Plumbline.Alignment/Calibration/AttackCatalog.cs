namespace Plumbline.Alignment.Calibration;

/// <summary>Every attack that a calibration tries.</summary>
public static class AttackCatalog
{
    /// <summary>The attacks in the order of the report.</summary>
    public static IReadOnlyList<IAttack> All { get; } =
    [
        TimeAttacks.Freeze, TimeAttacks.HalfSpeedDuplicated, TimeAttacks.HalfSpeedBlended, TimeAttacks.Reversed,
        TimeAttacks.Looped, TimeAttacks.PingPong, PictureAttacks.Mirrored, PictureAttacks.BlurSlight,
        PictureAttacks.BlurStrong,
        PictureAttacks.CropZoom, PictureAttacks.FadeToBlack, PictureAttacks.HalfResolution, ReencodeAttack.Instance,
    ];

    /// <summary>Finds attacks by name.</summary>
    /// <param name="names">Names such as <c>freeze</c>.</param>
    /// <returns>The attacks in the order of the catalog.</returns>
    /// <exception cref="ArgumentException">A name is not in the catalog.</exception>
    public static IReadOnlyList<IAttack> Named(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var unknown = names.Where(name => All.All(attack => attack.Name != name)).ToList();
        if (unknown.Count > 0)
        {
            var known = string.Join(", ", All.Select(attack => attack.Name));
            throw new ArgumentException(
                $"Attacks: expected names among {known}, got {string.Join(", ", unknown)}.", nameof(names));
        }

        return [.. All.Where(attack => names.Contains(attack.Name))];
    }
}
