namespace Plumbline.Alignment.Calibration;

/// <summary>Every defect that a calibration can build a ladder of.</summary>
public static class DefectCatalog
{
    /// <summary>The defects in the order of the report.</summary>
    public static IReadOnlyList<IDefect> All { get; } =
    [
        new WobbleDefect(), new DriftDefect(), new BreathingDefect(), new SwimmingDefect(),
        new ParallaxDefect(), new MorphDefect(), new JitterDefect(),
    ];

    /// <summary>Finds defects by name.</summary>
    /// <param name="names">Names such as <c>wobble</c>.</param>
    /// <returns>The defects in the order of the catalog.</returns>
    /// <exception cref="ArgumentException">A name is not in the catalog.</exception>
    public static IReadOnlyList<IDefect> Named(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var unknown = names.Where(name => All.All(defect => defect.Name != name)).ToList();
        if (unknown.Count > 0)
        {
            var known = string.Join(", ", All.Select(defect => defect.Name));
            throw new ArgumentException(
                $"Defects: expected names among {known}, got {string.Join(", ", unknown)}.", nameof(names));
        }

        return [.. All.Where(defect => names.Contains(defect.Name))];
    }
}
