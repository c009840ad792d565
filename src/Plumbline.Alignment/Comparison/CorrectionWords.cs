using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>Says how the p-values of a comparison were corrected.</summary>
public static class CorrectionWords
{
    /// <summary>Says it.</summary>
    /// <param name="correction">The correction.</param>
    /// <returns>A sentence.</returns>
    public static string Of(Correction correction) => correction switch
    {
        Correction.Holm =>
            "The p-values are corrected over all rows (Holm): where the adapter changes nothing, one table in "
            + "twenty says anything else.",
        Correction.BenjaminiHochberg =>
            "The p-values are corrected over all rows (Benjamini and Hochberg): "
            + "of what is called a change, one in twenty is expected to be none.",
        _ => "The p-values are not corrected: of rows where nothing changed, one in twenty says otherwise.",
    };
}
