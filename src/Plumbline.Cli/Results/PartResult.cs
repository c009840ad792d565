namespace Plumbline.Cli.Results;

/// <summary>One measurement.</summary>
/// <param name="Value">The value; always finite.</param>
/// <param name="Unit">Unit, such as <c>px</c>, <c>dB</c>, <c>%</c>, or <c>1</c> for a pure number.</param>
/// <param name="Direction"><c>higherIsBetter</c>, <c>lowerIsBetter</c> or <c>descriptive</c>.</param>
internal sealed record PartResult(double Value, string Unit, string Direction);
