namespace Plumbline.Alignment.Evaluation;

/// <summary>Which side of a bound is good.</summary>
public enum QualityBound
{
    /// <summary>The bound or more.</summary>
    AtLeast,

    /// <summary>The bound or less.</summary>
    AtMost,

    /// <summary>Less than the bound.</summary>
    Below,
}
