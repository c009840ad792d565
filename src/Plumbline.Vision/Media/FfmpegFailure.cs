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
        new(
            $"Opening {source.Path}: expected a video, got "
            + $"{Reason(source, process, "Play the file to see whether it is sound.")}");

    /// <summary>Why a decoding stopped.</summary>
    /// <param name="source">The source.</param>
    /// <param name="frameCount">Frames that came out whole.</param>
    /// <param name="process">FFmpeg after its end.</param>
    /// <param name="cause">What the stream reader met, where it met something.</param>
    /// <returns>The exception to throw.</returns>
    public static MediaException Decoding(MediaSource source, int frameCount, ChildProcess process, Exception? cause)
    {
        var advice = "If it plays well, re-encode it with FFmpeg; if not, copy or export it again.";
        if (frameCount == 0 && WhatItIsInstead(source, process) is { } kind)
            return new($"Decoding {source.Path}: expected a video, got {kind}", cause!);
        var reason = Reason(source, process, advice);
        return new(
            $"Decoding {source.Path}: expected a clip that decodes to its end, got {frameCount} "
            + $"frames and then {reason}", cause!);
    }

    /// <summary>The first thing that FFmpeg complained of, without the names of its modules.</summary>
    /// <param name="process">The program after its end.</param>
    /// <returns>One line; empty when it said nothing.</returns>
    public static string FirstLine(ChildProcess process)
    {
        var lines = process.ErrorText().Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Select(line => Prefixes().Replace(line, "")).FirstOrDefault(line => line.Length > 0) ?? "";
    }

    private static string Reason(MediaSource source, ChildProcess process, string advice)
    {
        if (process.HasStalled)
            return $"no progress for {process.StallLimit.TotalSeconds:0.#} s. {advice}";
        if (process.Signal is { } signal)
            return $"a crash of FFmpeg (signal {signal}). Copy or export the file again, and update FFmpeg.";
        if (WhatItIsInstead(source, process) is { } kind)
            return kind;
        if (process.ErrorText().Contains("Invalid too big or non positive size", StringComparison.Ordinal))
            return "a picture of another size than the first. Make every picture the same size.";
        var line = FirstLine(process);
        return line.Length > 0
            ? $"an error from FFmpeg: \"{line}\". {advice}"
            // FFmpeg says nothing of a frame unlike the first, which drop_changed with xerror refuses.
            : $"a frame that is damaged, or of another size or pixel format than the first. {advice}";
    }

    // What a file is that is no video from its first byte on; absent for a video that is damaged further on.
    private static string? WhatItIsInstead(MediaSource source, ChildProcess process)
    {
        var text = process.ErrorText();
        if (text.Contains("matches no streams", StringComparison.Ordinal))
            return "no video track, audio only. Choose a file with pictures.";
        if (text.Contains("Format not on whitelist", StringComparison.Ordinal))
            return "a playlist or script that points to other files. Give those files themselves.";
        if (text.Contains("moov atom not found", StringComparison.Ordinal) && source.BeginsLikeMp4())
            return "a file that was cut off before its index (moov). Copy or export it again.";
        if (text.Contains("moov atom not found", StringComparison.Ordinal)
            || text.EndsWith("Invalid data found when processing input\n", StringComparison.Ordinal))
            return "data in no video format that FFmpeg knows. Check that the file is what its name says.";
        return null;
    }

    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)+")]
    private static partial Regex Prefixes();
}
