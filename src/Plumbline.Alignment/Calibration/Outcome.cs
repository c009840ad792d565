namespace Plumbline.Alignment.Calibration;

/// <summary>What the judge said of one version of a clip: a score, or the reason why there is none.</summary>
public sealed record Outcome
{
    /// <summary>Score, 0 to 100, higher is better; absent when the judge gave none.</summary>
    public double? Score { get; init; }

    /// <summary>Why the judge gave no score; absent when it gave one.</summary>
    public string? Reason { get; init; }

    /// <summary>Keeps what a calibration needs of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>Its score or its reason.</returns>
    public static Outcome Of(Verdict verdict) => verdict switch
    {
        Scored scored => new() { Score = scored.Score },
        Unscorable unscorable => new() { Reason = unscorable.Reason },
        _ => throw new ArgumentException($"Outcome: expected Scored or Unscorable, got {verdict}.", nameof(verdict)),
    };
}
