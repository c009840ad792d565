using System.Text.Json.Serialization;
using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Comparison;

/// <summary>One measurement of base and adapter over all pairs.</summary>
public sealed record MetricComparison
{
    /// <summary>Name of the measurement, such as <c>geometry.sampsonError</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Mean of the base over pairs in which both were measured; absent where there is no such pair.</summary>
    public double? Base { get; init; }

    /// <summary>Mean of the adapter over the same pairs.</summary>
    public double? Aligned { get; init; }

    /// <summary>
    /// The change that the table shows: per cent of the base, or the difference where per cent say nothing (points,
    /// shares, decibels, a base near zero).
    /// </summary>
    public double? Change => Percent ?? Difference;

    /// <summary>95 % interval of <see cref="Change"/>; absent where prompts are too few or all alike.</summary>
    public Interval? Interval => Percent is null ? DifferenceInterval : PercentInterval;

    /// <summary>Unit of <see cref="Change"/>: <c>%</c> of the base, else that of the measurement.</summary>
    public string ChangeUnit => Percent is null ? Unit == "%" ? "points" : Unit : "%";

    /// <summary>Two-sided p-value of the exchange test, of this measurement alone; absent without pairs.</summary>
    public double? P { get; init; }

    /// <summary>The p-value corrected for all measurements of the table; absent without pairs.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>Unit of the means.</summary>
    public required string Unit { get; init; }

    /// <summary>Which way the measurement improves.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Adapter minus base.</summary>
    public double? Difference { get; init; }

    /// <summary>95 % interval of the difference.</summary>
    public Interval? DifferenceInterval { get; init; }

    /// <summary>Change in per cent of the base's mean; absent where per cent say nothing.</summary>
    [JsonIgnore]
    public double? Percent { get; init; }

    /// <summary>95 % interval of the change in per cent.</summary>
    [JsonIgnore]
    public Interval? PercentInterval { get; init; }

    /// <summary>
    /// How often the adapter's clip is the better one; a clip that could not be measured loses. Absent for
    /// descriptions.
    /// </summary>
    public WinRate? WinRate { get; init; }

    /// <summary>Prompts with a pair in which both were measured.</summary>
    public required int Prompts { get; init; }

    /// <summary>Pairs in which both were measured.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs in which the base's clip could not be measured.</summary>
    public required int BaseMissing { get; init; }

    /// <summary>Pairs in which the adapter's clip could not be measured.</summary>
    public required int AlignedMissing { get; init; }
}
