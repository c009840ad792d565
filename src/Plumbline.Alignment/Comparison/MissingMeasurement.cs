namespace Plumbline.Alignment.Comparison;

/// <summary>Something about a clip that could not be measured.</summary>
/// <param name="Pair">Name of the pair.</param>
/// <param name="Side"><c>base</c> or <c>aligned</c>.</param>
/// <param name="Meter">Which meter.</param>
/// <param name="Reason">Why.</param>
public sealed record MissingMeasurement(string Pair, string Side, string Meter, string Reason);
