using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Cli.Generating;

/// <summary>How clips are described as JSON; generated at build time.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(ClipRecord))]
[JsonSerializable(typeof(ClipDocument))]
internal sealed partial class ClipJson : JsonSerializerContext
{
    private static readonly ClipJson OneLine = new(OptionsFor(JsonLayout.OneLine));
    private static readonly ClipJson Indented = new(OptionsFor(JsonLayout.Indented));

    private enum JsonLayout
    {
        OneLine,
        Indented,
    }

    /// <summary>A record on one line, as the video carries it.</summary>
    /// <param name="record">The record.</param>
    public static string InVideo(ClipRecord record) =>
        JsonSerializer.Serialize(record with { Files = null }, OneLine.ClipRecord);

    /// <summary>A record as the file beside the video.</summary>
    /// <param name="record">The record.</param>
    /// <returns>JSON text that ends with a line feed; equal records give equal text.</returns>
    public static string Write(ClipRecord record) => JsonSerializer.Serialize(record, Indented.ClipRecord) + "\n";

    /// <summary>The results of a request.</summary>
    /// <param name="document">The results.</param>
    /// <returns>JSON text that ends with a line feed.</returns>
    public static string Write(ClipDocument document) =>
        JsonSerializer.Serialize(document, Indented.ClipDocument) + "\n";

    /// <summary>Reads what <see cref="Write(ClipRecord)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The record; absent where there is no such file, or it is no record.</returns>
    public static ClipRecord? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), OneLine.ClipRecord) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions OptionsFor(JsonLayout layout) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = layout == JsonLayout.Indented,
        NewLine = "\n",
        // Prompts stay readable; nothing here is ever pasted into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<CameraSource>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<FirstFrame>(JsonNamingPolicy.CamelCase),
        },
    };
}
