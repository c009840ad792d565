namespace Plumbline.Alignment.Evaluation;

/// <summary>Everything that was found about an autoencoder.</summary>
public sealed record AutoencoderQualityReport
{
    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public required string AutoencoderHash { get; init; }

    /// <summary>SHA-256 of the classifier's file; absent without one.</summary>
    public required string? ClassifierHash { get; init; }

    /// <summary>Clips of held-out worlds.</summary>
    public required int Clips { get; init; }

    /// <summary>Peak signal to noise of each decoded clip, decibels, higher is better.</summary>
    public required IReadOnlyList<double> PeakSignalToNoiseDecibels { get; init; }

    /// <summary>Mean structural similarity of each decoded clip, higher is better.</summary>
    public required IReadOnlyList<double> Similarity { get; init; }

    /// <summary>What the classifier reads from the rendered clips; empty without one.</summary>
    public required IReadOnlyList<AttributeRate> OriginalCaptions { get; init; }

    /// <summary>What it reads from the decoded clips; empty without one.</summary>
    public required IReadOnlyList<AttributeRate> DecodedCaptions { get; init; }

    /// <summary>Decoded clips against the rendered clips they were made of; absent without a classifier.</summary>
    public required ClipDistance? Distance { get; init; }

    /// <summary>
    /// Camera commands against cameras found in rendered clips, each move and then all; empty where none was judged.
    /// </summary>
    public required IReadOnlyList<MotionAgreement> OriginalMotion { get; init; }

    /// <summary>Camera commands against cameras found in decoded clips, likewise.</summary>
    public required IReadOnlyList<MotionAgreement> DecodedMotion { get; init; }

    /// <summary>Score of each decoded clip minus that of its original, in points, where both have one.</summary>
    public required IReadOnlyList<double> ScoreChanges { get; init; }

    /// <summary>Judged clips of which the original or the decoded one has no score.</summary>
    public required int Unscorable { get; init; }
}
