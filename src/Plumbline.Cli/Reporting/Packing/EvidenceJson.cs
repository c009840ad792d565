using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Writes pictures, maps and the 3-D scene of one clip as JSON for the page.</summary>
internal static class EvidenceJson
{
    /// <summary>How many frames of a shot carry pictures; more are thinned evenly.</summary>
    public const int MaximumFrames = 24;

    /// <summary>Maps come from dense flow, which says nothing finer than this many pixels.</summary>
    private const int MapStep = 2;

    private const int OriginalQuality = 80;
    private const int PredictedQuality = 75;
    private const int StripCount = 6;
    private const int StripSide = 256;

    /// <summary>Writes what the page can show of a clip.</summary>
    /// <param name="video">The frames that were judged.</param>
    /// <param name="verdict">What the judge found.</param>
    /// <returns>One JSON object.</returns>
    public static string Write(Video video, Verdict verdict) => JsonText.Object(json =>
    {
        json.WriteStartArray("shots");
        foreach (var shot in verdict.Shots)
            WriteShot(json, shot);
        json.WriteEndArray();
        if (!verdict.Shots.Any(shot => shot.Frames.Any(frame => frame.Evidence is not null)))
            WriteStrip(json, video);
    });

    private static void WriteShot(Utf8JsonWriter json, ShotVerdict shot)
    {
        FrameVerdict[] shown = [.. shot.Frames.Where(frame => frame.Evidence is not null)];
        json.WriteStartObject();
        json.WriteStartArray("frames");
        foreach (var frame in EvenSelection.Of(shown, MaximumFrames))
            WriteFrame(json, frame.FrameIndex, frame.Evidence!);
        json.WriteEndArray();
        if (shot.Reconstruction is { } reconstruction)
            SceneJson.Write(json, reconstruction, shown);
        json.WriteEndObject();
    }

    private static void WriteFrame(Utf8JsonWriter json, int frameIndex, PixelEvidence evidence)
    {
        var (width, height) = (evidence.Width, evidence.Height);
        json.WriteStartObject();
        json.WriteNumber("index", frameIndex);
        json.WriteNumber("width", width);
        json.WriteNumber("height", height);
        json.WriteBase64String("original", JpegEncoder.Encode(evidence.OriginalRgb, width, height, OriginalQuality));
        json.WriteBase64String("predicted", JpegEncoder.Encode(evidence.PredictedRgb, width, height, PredictedQuality));
        PackedBytes.Write(json, "states", StatesWithPrediction(evidence));
        json.WriteStartArray("maps");
        foreach (var map in evidence.Maps.Prepend(evidence.ErrorPixels))
            QuantisedMap.Write(json, map, width, MapStep);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Low two bits: the state. Bit 2: whether there is a prediction.
    private static byte[] StatesWithPrediction(PixelEvidence evidence)
    {
        var packed = new byte[evidence.States.Length];
        for (var i = 0; i < packed.Length; i++)
            packed[i] = (byte)((int)evidence.States[i] | (evidence.Predicted[i] ? 4 : 0));
        return packed;
    }

    private static void WriteStrip(Utf8JsonWriter json, Video video)
    {
        json.WriteStartArray("strip");
        foreach (var frame in EvenSelection.Of(video.Frames, StripCount))
        {
            json.WriteStartObject();
            json.WriteNumber("index", frame.Index);
            json.WriteNumber("time", frame.Time.TotalSeconds);
            json.WriteBase64String("picture", Thumbnail.Encode(frame, StripSide));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
