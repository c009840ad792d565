namespace Plumbline.Alignment.Statistics;

/// <summary>How an interval is read from bootstrap draws.</summary>
public enum IntervalMethod
{
    /// <summary>The quantiles of the draws.</summary>
    Percentile,

    /// <summary>Quantiles corrected for the bias of the draws and for a spread that changes with the value.</summary>
    /// <remarks>Efron, "Better bootstrap confidence intervals", JASA 1987.</remarks>
    BiasCorrected,
}
