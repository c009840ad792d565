using System.Text.Json.Serialization;

namespace Plumbline.Cli.Labelling;

/// <summary>What the page is told; only what a person sees, never scores or names.</summary>
/// <param name="Place">Number of the question from 0; the total where all are answered.</param>
/// <param name="Total">How many questions there are.</param>
/// <param name="Answered">How many of them this voter has answered.</param>
internal sealed record LabelState(int Place, int Total, int Answered)
{
    /// <summary>What both clips were made of.</summary>
    public string? Prompt { get; init; }

    /// <summary>The voter's earlier answer: left, right, alike or skip; absent where there is none.</summary>
    public string? Choice { get; init; }

    /// <summary>Width of both clips in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height of both clips in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Frames of the shorter clip.</summary>
    public int? FrameCount { get; init; }
}

/// <summary>How the page is told.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LabelState))]
internal sealed partial class LabelJson : JsonSerializerContext;
