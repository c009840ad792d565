namespace Plumbline.Cli.Results;

/// <summary>One metric of another project: a value, or the reason why there is none.</summary>
/// <param name="Unit">Unit, such as <c>px</c>, <c>dB</c>, or <c>1</c> for a pure number.</param>
/// <param name="Direction"><c>higherIsBetter</c>, <c>lowerIsBetter</c> or <c>descriptive</c>.</param>
internal sealed record CompatResult(string Unit, string Direction)
{
    /// <summary>The value; always finite, absent when it could not be measured.</summary>
    public double? Value { get; init; }

    /// <summary>Why there is no value, in one sentence; absent when there is one.</summary>
    public string? Reason { get; init; }
}
