namespace Plumbline.Cli.Generating;

/// <summary>One prompt and what is said about it alone; what is absent follows from the command line.</summary>
/// <param name="Id">Names the prompt's folder; each once.</param>
/// <param name="Prompt">What is asked for; may be empty.</param>
internal sealed record PromptEntry(string Id, string Prompt)
{
    /// <summary>Seed of the first clip.</summary>
    public long? Seed { get; init; }

    /// <summary>What to lead away from.</summary>
    public string? Negative { get; init; }

    /// <summary>The camera as <c>--camera</c> takes it; a path of a file is complete.</summary>
    public string? Camera { get; init; }

    /// <summary>Path of the picture to begin with.</summary>
    public string? Image { get; init; }

    /// <summary>The folder of the prompt: its name with everything replaced that cannot be in a file name.</summary>
    public string FolderName => string.Concat(Id.Select(letter =>
        char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or ' ' ? letter : '_')).Trim('.', ' ');

    /// <summary>Prompts without a name, by their numbers: 001, 002, ….</summary>
    /// <param name="prompts">The prompts.</param>
    /// <returns>An entry for each.</returns>
    public static IReadOnlyList<PromptEntry> Numbered(IEnumerable<string> prompts) =>
        [.. prompts.Select((prompt, i) => new PromptEntry($"{i + 1:000}", prompt))];
}
