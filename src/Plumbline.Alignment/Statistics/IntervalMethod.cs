namespace Plumbline.Alignment.Statistics;

/// <summary>How an interval is read from bootstrap draws.</summary>
public enum IntervalMethod
{
    /// <summary>The quantiles of the draws.</summary>
    Percentile,

    /// <summary>
    /// Quantiles further out, as Student's distribution is wider than the normal one: of few prompts the plain ones are
    /// too narrow.
    /// </summary>
    /// <remarks>
    /// Hesterberg, "What teachers should know about the bootstrap", American Statistician 69, 2015, section 5.3.
    /// </remarks>
    ExpandedPercentile,

    /// <summary>Quantiles corrected for the bias of the draws and for a spread that changes with the value.</summary>
    /// <remarks>Efron, "Better bootstrap confidence intervals", JASA 1987.</remarks>
    BiasCorrected,
}
