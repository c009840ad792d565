using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>How two models are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>95 % intervals, Holm's correction, no plan.</summary>
    public static ComparisonOptions Default { get; } = new();

    /// <summary>How intervals are drawn; the seed names the exchanges of the tests as well.</summary>
    public BootstrapOptions Bootstrap { get; init; } = BootstrapOptions.Default;

    /// <summary>What is kept small over all measurements together.</summary>
    public Correction Correction { get; init; } = Correction.Holm;

    /// <summary>
    /// Plans for a change of this many per cent of the base, in either direction, not 0; no plan when absent.
    /// </summary>
    public double? PlannedPercent { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Bootstrap.Validate();
        if (PlannedPercent is { } percent && (percent == 0 || !double.IsFinite(percent)))
            throw new ArgumentOutOfRangeException(
                nameof(PlannedPercent), percent, "Expected a number of per cent other than 0.");
    }
}
