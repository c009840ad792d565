namespace Plumbline.Alignment.Statistics;

/// <summary>How intervals are drawn.</summary>
public sealed record BootstrapOptions
{
    /// <summary>95 % intervals of 10,000 draws.</summary>
    public static BootstrapOptions Default { get; } = new();

    /// <summary>Share of cases in which the interval holds the truth, above 0 and below 1; default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Draws, at least 200; default 10,000. Cost grows linearly with it.</summary>
    public int Replicates { get; init; } = 10_000;

    /// <summary>How the interval is read from the draws.</summary>
    public IntervalMethod Method { get; init; } = IntervalMethod.ExpandedPercentile;

    /// <summary>Names the draws; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (!(Confidence > 0 && Confidence < 1))
            throw new ArgumentOutOfRangeException(
                nameof(Confidence), Confidence, "Expected a share above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Replicates, 200);
    }
}
