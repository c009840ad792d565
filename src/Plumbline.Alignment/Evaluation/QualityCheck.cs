namespace Plumbline.Alignment.Evaluation;

/// <summary>One thing that a model must reach, measured.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Value">What was measured; absent where nothing was, and then the check is not met.</param>
/// <param name="Target">The bound.</param>
/// <param name="Bound">Which side of it is good.</param>
public sealed record QualityCheck(string Name, double? Value, double Target, QualityBound Bound)
{
    /// <summary>Whether it is reached.</summary>
    public bool IsMet => Bound switch
    {
        QualityBound.AtLeast => Value >= Target,
        QualityBound.AtMost => Value <= Target,
        _ => Value < Target,
    };
}
