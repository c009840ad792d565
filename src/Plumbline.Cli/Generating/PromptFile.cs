using System.Text.Json;

namespace Plumbline.Cli.Generating;

/// <summary>Reads files of prompts: JSON, CSV or plain text, chosen by the extension.</summary>
internal static class PromptFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// A .json file, an object of prompts by name or a list; a .csv file with a header line; any other is text, a prompt
    /// a line. Paths inside it are relative to its folder.
    /// </param>
    /// <returns>The prompts in the order of the file, at least one.</returns>
    /// <exception cref="CommandLineException">The file is not there or says something else; the message says where.</exception>
    public static IReadOnlyList<PromptEntry> Read(string path)
    {
        if (!File.Exists(path))
            throw Refused(path, "a file of prompts, got nothing at this path. Check the name.");
        var text = File.ReadAllText(path);
        var entries = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => ReadJson(path, text),
            ".CSV" => PromptTable.Read(path, text),
            _ => PromptEntry.Numbered(text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')),
        };
        if (entries.Count == 0)
            throw Refused(path, "at least one prompt, got none. Write one a line.");
        if (entries.GroupBy(entry => entry.FolderName).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refused(path, $"names that give different folders, got \"{string.Join("\" and \"", twice.Select(entry => entry.Id))}\". Rename one.");
        if (entries.FirstOrDefault(entry => entry.FolderName.Length == 0) is { } nameless)
            throw Refused(path, $"names with letters or digits, got \"{nameless.Id}\". Rename it.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return [.. entries.Select(entry => entry with
        {
            Image = entry.Image is { } image ? Path.Combine(folder, image) : null,
            Camera = entry.Camera is { } camera && CameraChoice.IsFile(camera) ? Path.Combine(folder, camera) : entry.Camera,
        })];
    }

    /// <summary>Says what is wrong with a file of prompts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was expected, what was found, and what to do.</param>
    public static CommandLineException Refused(string path, string problem) =>
        new(ExitCode.BadUsage, $"--prompts {path}: expected {problem}");

    private static IReadOnlyList<PromptEntry> ReadJson(string path, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return ReadGroup(path, json.RootElement);
        }
        catch (JsonException exception)
        {
            throw Refused(path, $"JSON, got \"{exception.Message}\". Check the file.");
        }
    }

    private static IReadOnlyList<PromptEntry> ReadGroup(string path, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("groups", out var groups) && groups.ValueKind == JsonValueKind.Array)
            return ReadGroup(path, groups);
        return json.ValueKind switch
        {
            JsonValueKind.Object => [.. json.EnumerateObject().Select(named => ReadEntry(path, named.Name, named.Value))],
            JsonValueKind.Array => [.. json.EnumerateArray().Select((item, i) => ReadEntry(path, Text(item, "group_id", "id") ?? $"{i + 1:000}", item))],
            _ => throw Refused(path, $"an object or a list of prompts, got {json.ValueKind}. See plumb generate in docs/generate.md."),
        };
    }

    private static PromptEntry ReadEntry(string path, string id, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new(id, json.GetString()!);
        var prompt = Text(json, "text_prompt", "prompt")
            ?? throw Refused(path, $"text_prompt in the entry \"{id}\", got none. Add it.");
        return new(id, prompt)
        {
            Image = Text(json, "image_prompt", "image_path", "input_image_path", "image"),
            Camera = Text(json, "camera"),
            Negative = Text(json, "negative"),
            Seed = Seed(path, id, json),
        };
    }

    private static long? Seed(string path, string id, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("seed", out var seed))
            return null;
        return seed.ValueKind == JsonValueKind.Number && seed.TryGetInt64(out var number) && number >= 0
            ? number
            : throw Refused(path, $"a whole number of at least 0 as seed of \"{id}\", got {seed.GetRawText()}. Correct it.");
    }

    private static string? Text(JsonElement json, params ReadOnlySpan<string> names)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in names)
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString();
        }

        return null;
    }
}
