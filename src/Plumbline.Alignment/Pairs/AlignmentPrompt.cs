namespace Plumbline.Alignment.Pairs;

/// <summary>One prompt of a run: what candidates are made of, and what else is given to all of them.</summary>
/// <param name="Id">Names the prompt; each once in a run.</param>
/// <param name="Text">The caption that the network reads; may be empty.</param>
public sealed record AlignmentPrompt(string Id, string Text)
{
    /// <summary>What to lead away from; absent for the empty prompt.</summary>
    public string? Negative { get; init; }

    /// <summary>The camera as a command, such as <c>orbit:30deg</c>; absent for a free one or one of a file.</summary>
    public string? Camera { get; init; }

    /// <summary>
    /// Path of a file with the camera of every frame; absent for none. A relative path counts from the folder of the
    /// file that holds the prompt; in a run that is the run folder.
    /// </summary>
    public string? CamerasPath { get; init; }

    /// <summary>
    /// Path of the picture that every clip begins with; absent where the first frame is made up. Relative as
    /// <see cref="CamerasPath"/> is.
    /// </summary>
    public string? FirstFramePath { get; init; }

    /// <summary>
    /// Path of a video that shows what the prompt asks for, which candidates may begin from; absent for none. Relative
    /// as <see cref="CamerasPath"/> is.
    /// </summary>
    public string? VideoPath { get; init; }

    /// <summary>Seed of the first candidate, at least 0; absent where it follows from the run.</summary>
    public long? Seed { get; init; }

    /// <summary>The folder of the prompt: its name with everything replaced that cannot be in a file name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FolderName => string.Concat(Id.Select(letter =>
        char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or ' ' ? letter : '_')).Trim('.', ' ');

    /// <summary>Prompts without a name, by their numbers: 001, 002, ….</summary>
    /// <param name="texts">The captions.</param>
    /// <returns>A prompt for each.</returns>
    public static IReadOnlyList<AlignmentPrompt> Numbered(IEnumerable<string> texts) =>
        [.. texts.Select((text, i) => new AlignmentPrompt($"{i + 1:000}", text))];
}
