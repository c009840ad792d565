using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Pairs;

/// <summary>The metadata file of VideoGPA's data sets: groups of scored videos, of which pairs are made.</summary>
/// <param name="Groups">One group for each prompt.</param>
/// <remarks>
/// Layout of Hongyang-Du/VideoGPA at fb86241, train/dataset.py: <c>text_prompt</c> comes before <c>prompt</c> and
/// <c>image_path</c> before <c>input_image_path</c>; a list of groups without the object around it is read too.
/// </remarks>
public sealed record VideoGpaMetadata(IReadOnlyList<VideoGpaGroup> Groups)
{
    private static readonly HashSet<string> Paths = ["video_path", "generation_id", "latent_path", "condition_path"];
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The JSON file.</param>
    /// <returns>Its groups in their order.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It says something else.</exception>
    public static VideoGpaMetadata Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var groups = document.RootElement;
            if (groups.ValueKind == JsonValueKind.Object && groups.TryGetProperty("groups", out var inner))
                groups = inner;
            if (groups.ValueKind != JsonValueKind.Array)
                throw new InvalidDataException(
                    $"Metadata {path}: expected a list of groups, got {groups.ValueKind}. "
                    + "Name a metadata file of VideoGPA.");
            return new([.. groups.EnumerateArray().Select(Group)]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Python writes undefined scores as NaN, which JSON has no word for.
            throw new InvalidDataException(
                $"Metadata {path}: expected JSON of groups with videos and finite numbers, got: "
                + $"{exception.Message.ReplaceLineEndings(" ")} Remove what has no score.", exception);
        }
    }

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <param name="path">The JSON file; its folder exists.</param>
    public void Write(string path)
    {
        var groups = new JsonObject { ["groups"] = new JsonArray([.. Groups.Select(Group)]) };
        var text = groups.ToJsonString(Layout) + "\n";
        AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static VideoGpaGroup Group(JsonElement json) => new(
        Text(json, "group_id") ?? "unknown", Text(json, "text_prompt") ?? Text(json, "prompt") ?? "",
        json.TryGetProperty("videos", out var videos) ? [.. videos.EnumerateArray().Select(Video)] : [])
    {
        ImagePath = Text(json, "image_path") ?? Text(json, "input_image_path"),
        OriginalVideoPath = Text(json, "original_video_path"),
    };

    private static VideoGpaVideo Video(JsonElement json) => new()
    {
        VideoPath = Text(json, "video_path"),
        GenerationId = Text(json, "generation_id"),
        LatentPath = Text(json, "latent_path"),
        ConditionPath = Text(json, "condition_path"),
        Metrics = json.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.Number && !Paths.Contains(field.Name))
            .ToDictionary(field => field.Name, field => field.Value.GetDouble()),
    };

    // Names may be numbers.
    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        } : null;

    private static JsonNode Group(VideoGpaGroup group)
    {
        var json = new JsonObject { ["group_id"] = group.GroupId, ["text_prompt"] = group.Prompt };
        Add(json, "image_path", group.ImagePath);
        Add(json, "original_video_path", group.OriginalVideoPath);
        json["videos"] = new JsonArray([.. group.Videos.Select(Video)]);
        return json;
    }

    private static JsonNode Video(VideoGpaVideo video)
    {
        var json = new JsonObject();
        Add(json, "video_path", video.VideoPath);
        Add(json, "generation_id", video.GenerationId);
        foreach (var (name, value) in video.Metrics)
            json[name] = value;
        Add(json, "latent_path", video.LatentPath);
        Add(json, "condition_path", video.ConditionPath);
        return json;
    }

    private static void Add(JsonObject json, string name, string? value)
    {
        if (value is not null)
            json[name] = value;
    }
}
