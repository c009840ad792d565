namespace Plumbline.Alignment.Calibration;

/// <summary>One promise of the judge, measured.</summary>
/// <param name="Name">What is promised, in words.</param>
/// <param name="Target">The least that the value must be.</param>
/// <param name="Evidence">How many comparisons, ladders or trials the value rests on.</param>
public sealed record TargetCheck(string Name, double Target, int Evidence)
{
    /// <summary>What was measured; absent when nothing was.</summary>
    public double? Value { get; init; }

    /// <summary>Whether the promise is kept; a promise without a measurement is not.</summary>
    public bool IsMet => Value >= Target;
}
