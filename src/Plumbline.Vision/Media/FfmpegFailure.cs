using System.Text.RegularExpressions;

namespace Plumbline.Vision.Media;

/// <summary>Turns what FFmpeg wrote before it gave up into one sentence for the user.</summary>
internal static partial class FfmpegFailure
{
    /// <summary>Why a source could not be looked at.</summary>
    /// <param name="source">The source.</param>
    /// <param name="process">ffprobe after its end.</param>
    /// <returns>The exception to throw.</returns>
    public static MediaException Probing(MediaSource source, ChildProcess process) =>
        new($"Opening {source.Path}: expected a video, got {Reason(process)}");

    /// <summary>Why a decoding stopped.</summary>
    /// <param name="source">The source.</param>
    /// <param name="frameCount">Frames that came out whole.</param>
    /// <param name="process">FFmpeg after its end.</param>
    /// <param name="cause">What the stream reader met, where it met something.</param>
    /// <returns>The exception to throw.</returns>
    public static MediaException Decoding(MediaSource source, int frameCount, ChildProcess process, Exception? cause)
    {
        var reason = Reason(process);
        return frameCount == 0
            ? new($"Decoding {source.Path}: expected a video, got no frame but {reason}", cause!)
            : new($"Decoding {source.Path}: expected the clip to its end, got {frameCount} frames and then {reason}", cause!);
    }

    /// <summary>The first thing that FFmpeg complained of, in words, with the way out.</summary>
    /// <param name="process">The program after its end.</param>
    /// <param name="advice">What the user may do where nothing better is known.</param>
    /// <returns>A phrase that ends with a full stop.</returns>
    public static string Reason(ChildProcess process, string advice = "Play the file to see whether it is sound.")
    {
        if (process.HasStalled)
            return $"no progress for {process.StallLimit.TotalSeconds:0.#} s. {advice}";
        var text = process.ErrorText();
        if (text.Contains("moov atom not found", StringComparison.Ordinal))
            return "a file that was cut off before its index (moov). Copy or export it again.";
        if (text.Contains("matches no streams", StringComparison.Ordinal))
            return "a file without a video track, audio only. Choose a file with pictures.";
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Prefixes().Replace(line, ""))
            .Where(line => line.Length > 0)
            .ToArray();
        if (lines.Length == 0)
            return $"a stream that stopped without a word from FFmpeg. {advice}";
        if (lines.Length == 1 && lines[0].EndsWith("Invalid data found when processing input", StringComparison.Ordinal))
            return "data in no video format that FFmpeg knows. Check that the file is what its name says.";
        return $"an error from FFmpeg: \"{lines[0]}\". {advice}";
    }

    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)+")]
    private static partial Regex Prefixes();
}
