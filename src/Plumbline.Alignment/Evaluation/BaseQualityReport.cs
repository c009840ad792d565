namespace Plumbline.Alignment.Evaluation;

/// <summary>Everything that was found about a base model.</summary>
public sealed record BaseQualityReport
{
    /// <summary>What was asked.</summary>
    public required QualityProtocol Protocol { get; init; }

    /// <summary>SHA-256 of the model's file.</summary>
    public required string ModelHash { get; init; }

    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public required string AutoencoderHash { get; init; }

    /// <summary>SHA-256 of the classifier's file.</summary>
    public required string ClassifierHash { get; init; }

    /// <summary>What the classifier reads from rendered worlds: the most that any clip can reach.</summary>
    public required IReadOnlyList<AttributeRate> RenderedCaptions { get; init; }

    /// <summary>What it reads from clips that were made from captions alone.</summary>
    public required IReadOnlyList<AttributeRate> PromptCaptions { get; init; }

    /// <summary>What it reads from clips that were made from first frames.</summary>
    public required IReadOnlyList<AttributeRate> ImageCaptions { get; init; }

    /// <summary>Rendered worlds against other rendered worlds.</summary>
    public required ClipDistance RenderedDistance { get; init; }

    /// <summary>Clips from first frames against rendered worlds.</summary>
    public required ClipDistance ImageDistance { get; init; }

    /// <summary>Clips from captions against rendered worlds.</summary>
    public required ClipDistance PromptDistance { get; init; }

    /// <summary>Rendered worlds under noise against other rendered worlds.</summary>
    public required ClipDistance NoiseDistance { get; init; }

    /// <summary>
    /// Peak signal to noise of each result's first frame against the given one, in decibels, higher is better; a result
    /// that keeps every byte has none and is not in the list.
    /// </summary>
    public required IReadOnlyList<double> FirstFrameDecibels { get; init; }

    /// <summary>Camera commands against the cameras found in rendered worlds, each move and then all.</summary>
    public required IReadOnlyList<MotionAgreement> RenderedMotion { get; init; }

    /// <summary>Camera commands against the cameras found in clips from first frames, each move and then all.</summary>
    public required IReadOnlyList<MotionAgreement> ImageMotion { get; init; }

    /// <summary>Clips from first frames against rendered worlds, by the judge.</summary>
    public required JudgeGap Judge { get; init; }
}
