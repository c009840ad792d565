using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Writes the numbers and words of one clip as JSON for the page.</summary>
/// <remarks>
/// The writer's default escaping also escapes &lt;, &gt; and &amp;, so no text can close the script element around it.
/// </remarks>
internal static class SummaryJson
{
    private const int ThumbnailSide = 112;

    /// <summary>Writes a clip that was judged.</summary>
    /// <param name="path">Path as the user gave it.</param>
    /// <param name="sha256">SHA-256 of the file.</param>
    /// <param name="video">The frames that were judged.</param>
    /// <param name="verdict">What the judge found.</param>
    /// <returns>One JSON object.</returns>
    public static string Write(string path, string sha256, Video video, Verdict verdict) => JsonText.Object(json =>
    {
        json.WriteString("path", path);
        json.WriteString("sha256", sha256);
        switch (verdict)
        {
            case Scored scored:
                json.WriteString("outcome", "scored");
                json.WriteNumber("score", scored.Score);
                JsonText.WriteNumbers(json, "interval", [scored.Interval.Low, scored.Interval.High]);
                break;
            case Unscorable unscorable:
                json.WriteString("outcome", "unscorable");
                json.WriteString("reason", unscorable.Reason);
                break;
        }

        json.WriteStartObject("source");
        json.WriteNumber("width", video.Width);
        json.WriteNumber("height", video.Height);
        json.WriteNumber("frames", video.SourceFrameCount);
        json.WriteNumber("framesPerSecond", video.FramesPerSecond);
        json.WriteEndObject();
        json.WriteBase64String("thumbnail", Thumbnail.Encode(video.Frames[video.Frames.Count / 2], ThumbnailSide));
        WriteParts(json, verdict.Parts);
        json.WriteStartArray("shots");
        foreach (var shot in verdict.Shots)
            WriteShot(json, shot);
        json.WriteEndArray();
    });

    /// <summary>Writes a file that could not be read.</summary>
    /// <param name="path">Path as the user gave it.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <returns>One JSON object.</returns>
    public static string WriteUnreadable(string path, string reason) => JsonText.Object(json =>
    {
        json.WriteString("path", path);
        json.WriteString("outcome", "unreadable");
        json.WriteString("reason", reason);
        json.WriteStartArray("parts");
        json.WriteEndArray();
        json.WriteStartArray("shots");
        json.WriteEndArray();
    });

    private static void WriteShot(Utf8JsonWriter json, ShotVerdict shot)
    {
        json.WriteStartObject();
        json.WriteNumber("first", shot.FirstFrame);
        json.WriteNumber("last", shot.LastFrame);
        if (shot.Score is { } score)
            json.WriteNumber("score", score);
        if (shot.Reason is { } reason)
            json.WriteString("reason", reason);
        if (shot.Model is { } model)
            json.WriteString("model", JsonText.CamelCase(model));
        if (shot.Reconstruction is { } reconstruction)
            WriteReconstruction(json, reconstruction);

        json.WriteStartArray("frames");
        foreach (var frame in shot.Frames)
        {
            json.WriteStartObject();
            json.WriteNumber("index", frame.FrameIndex);
            json.WriteNumber("time", frame.TimeSeconds);
            if (frame.Score is { } frameScore)
                json.WriteNumber("score", frameScore);
            WriteParts(json, frame.Parts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in shot.Findings)
        {
            json.WriteStartObject();
            json.WriteNumber("first", finding.FirstFrame);
            json.WriteNumber("last", finding.LastFrame);
            json.WriteString("place", finding.Place);
            json.WriteNumber("errorPixels", finding.ErrorPixels);
            json.WriteNumber("areaShare", finding.AreaShare);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReconstruction(Utf8JsonWriter json, Reconstruction reconstruction)
    {
        json.WriteStartObject("reconstruction");
        json.WriteNumber("views", reconstruction.Views.Count);
        json.WriteNumber("points", reconstruction.Points.Count);
        if (reconstruction.ReprojectionErrorPixels is { } errorPixels)
            json.WriteNumber("reprojectionErrorPixels", errorPixels);
        JsonText.WriteNumbers(json, "focalPixels", [.. reconstruction.Views.Select(view => view.Camera.Fx)]);
        if (reconstruction.FocalIntervalPixels is var (low, high))
            JsonText.WriteNumbers(json, "focalIntervalPixels", [low, high]);
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, IReadOnlyList<Part> parts)
    {
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteNumber("value", part.Value);
            json.WriteString("unit", part.Unit);
            json.WriteString("direction", JsonText.CamelCase(part.Direction));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
