using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Cli.Reporting;

namespace Plumbline.Cli.Results;

/// <summary>
/// How results are written as JSON; generated at build time, so that nothing is looked up by reflection at start-up.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScoreDocument))]
[JsonSerializable(typeof(ReportClip))]
internal sealed partial class ScoreJson : JsonSerializerContext
{
    // Paths and sentences stay readable; nothing here is ever pasted into a page.
    private static readonly ScoreJson Indented = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The whole document, indented; equal documents give equal text.</summary>
    /// <param name="document">The results.</param>
    /// <returns>JSON text that ends with a line feed.</returns>
    public static string Write(ScoreDocument document) =>
        JsonSerializer.Serialize(document, Indented.ScoreDocument) + "\n";

    /// <summary>One result on one line, as the run catalog keeps it.</summary>
    /// <param name="video">The result.</param>
    /// <returns>JSON text.</returns>
    public static string Write(VideoResult video) => JsonSerializer.Serialize(video, Default.VideoResult);

    /// <summary>Reads what <see cref="Write(VideoResult)"/> wrote.</summary>
    /// <param name="json">JSON text.</param>
    /// <returns>The result, every number bit for bit.</returns>
    public static VideoResult Read(string json) => JsonSerializer.Deserialize(json, Default.VideoResult)!;
}
