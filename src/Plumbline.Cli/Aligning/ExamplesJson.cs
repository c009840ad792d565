using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes base against adapter, side by side.</summary>
internal static class ExamplesJson
{
    /// <summary>Writes what was made.</summary>
    /// <param name="folder">Folder of the comparison.</param>
    /// <param name="shelf">Takes the pictures.</param>
    /// <param name="problem">
    /// Why examples could not be made now; absent where they could. Those that are there are shown all the same.
    /// </param>
    /// <param name="comparedName">What the comparison calls the adapter; absent where there is no comparison.</param>
    public static string Write(string folder, PictureShelf shelf, string? problem, string? comparedName) =>
        PageSection.Of(json =>
        {
            var prompts = PromptFile.Read(Path.Combine(folder, PromptFile.Name));
            var examples = ComparisonExamples.Read(folder, prompts);
            if (examples.Count == 0)
                throw new InvalidDataException(problem ?? "No clip of base and adapter was made.");
            var texts = prompts.ToDictionary(prompt => prompt.Id, prompt => prompt.Text);
            json.WriteNumber("prompts", prompts.Count);
            json.WriteNumber("framesPerSecond", examples[0].Base.FramesPerSecond);
            if (problem is not null)
                json.WriteString("note", $"Shown is what an earlier report made: {problem}");
            else if (comparedName is not null && examples.Any(example => example.AlignedName != comparedName))
                json.WriteString(
                    "note", $"These clips are of {examples[0].AlignedName}, the statistics of {comparedName}.");
            json.WriteStartArray("items");
            foreach (var example in examples)
            {
                json.WriteStartObject();
                json.WriteString("promptId", example.PromptId);
                json.WriteString("prompt", texts[example.PromptId]);
                json.WriteString("name", example.Name);
                json.WriteString("base", example.BaseName);
                json.WriteString("aligned", example.AlignedName);
                json.WriteStartArray("clips");
                json.WriteNumberValue(
                    shelf.Find($"{example.Name} base", () => StripJson.Write(example.Base.Frames, null)));
                json.WriteNumberValue(
                    shelf.Find($"{example.Name} adapter", () => StripJson.Write(example.Aligned.Frames, null)));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
