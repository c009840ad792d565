namespace Plumbline.Alignment.Pairs;

/// <summary>One generated video in a metadata file of VideoGPA.</summary>
public sealed record VideoGpaVideo
{
    /// <summary>Path of the video; absent where none is written.</summary>
    public string? VideoPath { get; init; }

    /// <summary>Names the video within its group, usually its seed; absent where none is written.</summary>
    public string? GenerationId { get; init; }

    /// <summary>
    /// Every number that is written of the video by its name: <c>consistency_score</c>, lower is better,
    /// <c>motion_norm</c>, and any other. What is missing or null has no entry.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Path of its latents, relative to the folder of the data set.</summary>
    public string? LatentPath { get; init; }

    /// <summary>Path of what it was conditioned on, relative to the folder of the data set.</summary>
    public string? ConditionPath { get; init; }
}
