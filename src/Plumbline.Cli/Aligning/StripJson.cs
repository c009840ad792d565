using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Reporting.Packing;
using Plumbline.Vision;

namespace Plumbline.Cli.Aligning;

/// <summary>
/// Writes a moving clip for the page: one JPEG with the frames below each other, and the judge's map.
/// </summary>
internal static class StripJson
{
    /// <summary>How many frames of a clip are shown; more are thinned evenly.</summary>
    public const int MostFrames = 24;

    private const int MostPixelsPerSide = 192;
    private const int Quality = 72;

    /// <summary>Writes a clip.</summary>
    /// <param name="frames">Its frames, at least one, of one size.</param>
    /// <param name="evidence">What the judge found on the grid of the latents; absent where it keeps no maps.</param>
    /// <returns>One JSON object.</returns>
    public static string Write(IReadOnlyList<Frame> frames, LatentEvidence? evidence) => JsonText.Object(json =>
    {
        var shown = EvenSelection.Of(frames, MostFrames);
        Frame[] small = [.. shown.Select(frame => Thumbnail.Shrink(frame, MostPixelsPerSide))];
        json.WriteNumber("width", small[0].Width);
        json.WriteNumber("height", small[0].Height);
        json.WriteNumber("sourceWidth", frames[0].Width);
        json.WriteNumber("sourceFrames", frames.Count);
        JsonText.WriteNumbers(json, "frames", [.. shown.Select(frame => (double)frame.Index)]);
        json.WriteBase64String("strip", JpegEncoder.Encode(
            [.. small.SelectMany(frame => frame.Rgb)], small[0].Width, small[0].Height * small.Length, Quality));
        if (evidence is not null)
            WriteMap(json, evidence);
    });

    // The maps of all latent frames below each other, as the frames are.
    private static void WriteMap(Utf8JsonWriter json, LatentEvidence evidence)
    {
        json.WriteNumber("latentFrames", evidence.Frames);
        json.WritePropertyName("map");
        var map = new PartMap(
            "leaveOneOutError", "px", evidence.ErrorPixels, [.. evidence.Testable.Select(share => share > 0)]);
        QuantisedMap.Write(json, map, evidence.Columns, step: 1);
    }
}
