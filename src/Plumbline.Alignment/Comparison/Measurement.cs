namespace Plumbline.Alignment.Comparison;

/// <summary>What one meter found in one clip.</summary>
/// <param name="Parts">What could be measured; a part that could not is not there.</param>
/// <param name="Reason">Why something could not be measured; absent where nothing is missing.</param>
public sealed record Measurement(IReadOnlyList<Part> Parts, string? Reason = null)
{
    /// <summary>
    /// The clip in the space of the Fréchet distance, double[D]; absent unless the meter is the classifier of worlds.
    /// </summary>
    public double[]? Features { get; init; }
}
