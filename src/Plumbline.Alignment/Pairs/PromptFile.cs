using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Pairs;

/// <summary>Reads files of prompts: JSON, CSV or plain text, chosen by the extension; writes JSON.</summary>
/// <remarks>
/// JSON has the forms of VideoGPA: <c>{"id": {"text_prompt", "image_prompt"}}</c>, <c>{"id": "text"}</c>, a list with
/// <c>group_id</c>, and metadata with <c>groups</c>; <c>camera</c>, <c>cameras</c>, <c>video</c>, <c>negative</c> and
/// <c>seed</c> are Plumbline's own.
/// </remarks>
public static class PromptFile
{
    /// <summary>Name of the file in a folder of prompts and in a run folder.</summary>
    public const string Name = "prompts.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// A .json file, an object of prompts by name or a list; a .csv file with a header line; any other is text, a
    /// prompt a line. Paths inside it are relative to its folder.
    /// </param>
    /// <returns>The prompts in the order of the file, at least one, with full paths.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is not there or says something else; the message says where.
    /// </exception>
    public static IReadOnlyList<AlignmentPrompt> Read(string path)
    {
        if (!File.Exists(path))
            throw Refused(path, "a file of prompts, got nothing at this path. Check the name.");
        var text = File.ReadAllText(path);
        var entries = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => ReadJson(path, text),
            ".CSV" => PromptTable.Read(path, text),
            _ => AlignmentPrompt.Numbered(
                text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')),
        };
        if (entries.Count == 0)
            throw Refused(path, "at least one prompt, got none. Write one a line.");
        if (entries.GroupBy(entry => entry.FolderName).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refused(
                path,
                "names that give different folders, got "
                + $"\"{string.Join("\" and \"", twice.Select(entry => entry.Id))}\". Rename one.");
        if (entries.FirstOrDefault(entry => entry.FolderName.Length == 0) is { } nameless)
            throw Refused(path, $"names with letters or digits, got \"{nameless.Id}\". Rename it.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return [.. entries.Select(entry => entry with
        {
            FirstFramePath = entry.FirstFramePath is { } image ? Path.Combine(folder, image) : null,
            CamerasPath = entry.CamerasPath is { } cameras ? Path.Combine(folder, cameras) : null,
            VideoPath = entry.VideoPath is { } video ? Path.Combine(folder, video) : null,
        })];
    }

    /// <summary>Writes prompts as JSON; the file appears whole or not at all.</summary>
    /// <param name="prompts">The prompts; their paths are written as they are.</param>
    /// <param name="path">The file; its folder exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(IReadOnlyList<AlignmentPrompt> prompts, string path)
    {
        var text = Write(prompts);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Prompts as JSON.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <returns>An object of prompts by name, in their order; text that ends with a line feed.</returns>
    public static string Write(IReadOnlyList<AlignmentPrompt> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        var json = new JsonObject();
        foreach (var prompt in prompts)
        {
            var entry = new JsonObject { ["text_prompt"] = prompt.Text };
            (string Name, JsonNode? Value)[] rest =
                [
                    ("image_prompt", prompt.FirstFramePath), ("camera", prompt.Camera), ("cameras", prompt.CamerasPath),
                    ("video", prompt.VideoPath), ("negative", prompt.Negative), ("seed", prompt.Seed)];
            foreach (var (name, value) in rest.Where(field => field.Value is not null))
                entry[name] = value;
            json.Add(prompt.Id, entry);
        }

        return json.ToJsonString(Layout) + "\n";
    }

    /// <summary>The camera command of a value that may also name a file.</summary>
    internal static string? Command(string? camera) => camera is null || IsFile(camera) ? null : camera;

    /// <summary>The cameras file of a value that may also be a command.</summary>
    internal static string? CamerasIn(string? camera) => camera is not null && IsFile(camera) ? camera : null;

    /// <summary>Says what is wrong with a file of prompts.</summary>
    internal static InvalidDataException Refused(string path, string problem) => new($"{path}: expected {problem}");

    private static bool IsFile(string camera) => camera.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<AlignmentPrompt> ReadJson(string path, string text)
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

    private static IReadOnlyList<AlignmentPrompt> ReadGroup(string path, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("groups", out var groups)
            && groups.ValueKind == JsonValueKind.Array)
            return ReadGroup(path, groups);
        return json.ValueKind switch
        {
            JsonValueKind.Object =>
                [.. json.EnumerateObject().Select(named => ReadEntry(path, named.Name, named.Value))],
            JsonValueKind.Array => [.. json.EnumerateArray().Select(
                (item, i) => ReadEntry(path, Text(item, "group_id", "id") ?? $"{i + 1:000}", item))],
            _ => throw Refused(
                path, $"an object or a list of prompts, got {json.ValueKind}. See plumb generate in docs/generate.md."),
        };
    }

    private static AlignmentPrompt ReadEntry(string path, string id, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new(id, json.GetString()!);
        var prompt = Text(json, "text_prompt", "prompt")
            ?? throw Refused(path, $"text_prompt in the entry \"{id}\", got none. Add it.");
        return new(id, prompt)
        {
            FirstFramePath = Text(json, "image_prompt", "image_path", "input_image_path", "image"),
            Camera = Command(Text(json, "camera")),
            CamerasPath = Text(json, "cameras") ?? CamerasIn(Text(json, "camera")),
            VideoPath = Text(json, "video"),
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
            : throw Refused(
                path, $"a whole number of at least 0 as seed of \"{id}\", got {seed.GetRawText()}. Correct it.");
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
