namespace Plumbline.Alignment.Pairs;

/// <summary>All videos of one prompt in a metadata file of VideoGPA.</summary>
/// <param name="GroupId">Names the group; <c>unknown</c> where none is written.</param>
/// <param name="Prompt">The caption; empty where none is written.</param>
/// <param name="Videos">The videos in their order.</param>
public sealed record VideoGpaGroup(string GroupId, string Prompt, IReadOnlyList<VideoGpaVideo> Videos)
{
    /// <summary>Path of the picture that the videos begin with; absent for none.</summary>
    public string? ImagePath { get; init; }

    /// <summary>Path of the filmed video that the picture is from; absent for none.</summary>
    public string? OriginalVideoPath { get; init; }
}
