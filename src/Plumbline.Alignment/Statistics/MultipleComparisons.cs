namespace Plumbline.Alignment.Statistics;

/// <summary>p-values that stay honest when several measurements are tested at once.</summary>
public static class MultipleComparisons
{
    /// <summary>Adjusts p-values; an adjusted one is compared with the level as if it were alone.</summary>
    /// <param name="pValues">p-values, 0 to 1, of every measurement that was tested.</param>
    /// <param name="correction">What is kept small.</param>
    /// <returns>Adjusted p-values in the same order, never below the given ones, at most 1.</returns>
    /// <remarks>
    /// Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statistics 6, 1979: valid however the
    /// tests depend on each other. Benjamini and Hochberg, J. Royal Statistical Society B 57, 1995: for independent
    /// tests and those that rise together.
    /// </remarks>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues, Correction correction)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        if (pValues.Any(p => !(p >= 0 && p <= 1)))
            throw new ArgumentException(
                $"Adjust p-values: expected numbers from 0 to 1, got {string.Join(", ", pValues)}.", nameof(pValues));
        var adjusted = pValues.ToArray();
        int[] rising = [.. Enumerable.Range(0, adjusted.Length).OrderBy(i => pValues[i]).ThenBy(i => i)];
        var bound = correction == Correction.Holm ? 0.0 : 1.0;
        switch (correction)
        {
            case Correction.None:
                break;
            case Correction.Holm:
                for (var rank = 0; rank < rising.Length; rank++)
                    adjusted[rising[rank]] = bound = Math.Max(
                        bound, Math.Min(1, (rising.Length - rank) * pValues[rising[rank]]));
                break;
            case Correction.BenjaminiHochberg:
                for (var rank = rising.Length - 1; rank >= 0; rank--)
                    adjusted[rising[rank]] = bound = Math.Min(
                        bound, pValues[rising[rank]] * rising.Length / (rank + 1));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(correction), correction, "Expected a known correction.");
        }

        return adjusted;
    }
}
