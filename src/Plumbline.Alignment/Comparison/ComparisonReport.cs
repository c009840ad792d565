namespace Plumbline.Alignment.Comparison;

/// <summary>Base against adapter on the same prompts, seeds and noise.</summary>
public sealed record ComparisonReport
{
    /// <summary>What was compared, in one line each for base and adapter.</summary>
    public required string BaseName { get; init; }

    /// <summary>What it was compared with.</summary>
    public required string AlignedName { get; init; }

    /// <summary>The command line that made the report; absent where a program did.</summary>
    public string? Command { get; init; }

    /// <summary>The commit of Plumbline that it was made with; absent where the build does not know it.</summary>
    public string? Commit { get; init; }

    /// <summary>Prompts of the comparison.</summary>
    public required int Prompts { get; init; }

    /// <summary>Pairs of clips.</summary>
    public required int Pairs { get; init; }

    /// <summary>What the clips were measured with.</summary>
    public required IReadOnlyList<string> Meters { get; init; }

    /// <summary>How the statistics were made.</summary>
    public required ComparisonOptions Options { get; init; }

    /// <summary>Every measurement by its name.</summary>
    public required IReadOnlyDictionary<string, MetricComparison> Metrics { get; init; }

    /// <summary>How large a comparison must be, by measurement; absent unless asked for.</summary>
    public IReadOnlyDictionary<string, PowerRow>? Power { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public required IReadOnlyList<MissingMeasurement> Missing { get; init; }

    /// <summary>Clips without a partner, and others that were left out, with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
