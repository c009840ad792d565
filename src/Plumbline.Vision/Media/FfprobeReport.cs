using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Plumbline.Vision.Media;

/// <summary>What ffprobe says about a source, in its own words.</summary>
internal sealed partial class FfprobeReport
{
    private const int MaximumReportBytes = 1 << 20;

    private const string Entries =
        "format=duration:stream=codec_name,width,height,pix_fmt,sample_aspect_ratio,r_frame_rate,avg_frame_rate,time_base,"
        + "nb_frames,duration,bits_per_raw_sample:stream_side_data=rotation:packet=pts,flags";

    [JsonPropertyName("streams")]
    public IReadOnlyList<Stream>? Streams { get; init; }

    [JsonPropertyName("packets")]
    public IReadOnlyList<Packet>? Packets { get; init; }

    [JsonPropertyName("format")]
    public Container? Format { get; init; }

    /// <summary>Runs ffprobe.</summary>
    /// <param name="source">What to look at.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The report, with at least one video track in it.</returns>
    /// <exception cref="MediaException">Not a video.</exception>
    public static FfprobeReport Of(MediaSource source, CancellationToken token)
    {
        using var ffprobe = ChildProcess.Start(
            "ffprobe",
            [
                // Cover pictures of audio files are not video: capital V.
                "-hide_banner", "-v", "level+error", "-select_streams", "V:0", "-read_intervals", "%+#256",
                "-show_entries", Entries, "-of", "json", .. source.InputArguments(),
            ],
            ChildProcess.DefaultStallLimit,
            token);
        source.Feed(ffprobe, imageCount: 1);
        var json = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int count; (count = ffprobe.Read(chunk)) > 0 && json.Length < MaximumReportBytes;)
            json.Write(chunk, 0, count);
        if (json.Length >= MaximumReportBytes || ffprobe.WaitForExit() != 0)
            throw FfmpegFailure.Probing(source, ffprobe);
        try
        {
            return JsonSerializer.Deserialize(
                json.GetBuffer().AsSpan(0, (int)json.Length), ReportJson.Default.FfprobeReport)!;
        }
        catch (JsonException exception)
        {
            throw new MediaException(
                $"Opening {source.Path}: expected JSON from ffprobe, got \"{exception.Message}\".", exception);
        }
    }

    /// <summary>The numbers that a user of the field asks for.</summary>
    /// <param name="source">The source of this report.</param>
    /// <param name="imagesPerSecond">Frame rate of a list of pictures.</param>
    /// <returns>The first video track that is not a cover picture.</returns>
    /// <exception cref="MediaException">There is none, or it has no size or rate.</exception>
    public MediaFile ToMediaFile(MediaSource source, double imagesPerSecond)
    {
        if (Streams is not [var video, ..])
            throw new MediaException(
                $"Opening {source.Path}: expected a video track, got none, audio only. Choose a file with pictures.");
        if (video.Width < 1 || video.Height < 1)
            throw new MediaException(
                $"Opening {source.Path}: expected pictures, got a track of {video.Width}×{video.Height}. "
                + "Play the file to see whether it is sound.");
        var rotation = video.SideData?.Sum(data => data.Rotation) ?? 0;
        var clockwise = ((-rotation % 360) + 360) % 360;
        // FFmpeg turns the picture by quarter turns only when the angle is within a degree of one.
        var isTurned = Math.Abs(clockwise - 90) < 1 || Math.Abs(clockwise - 270) < 1;
        var rate = source.IsImageList
            ? imagesPerSecond
            : Ratio(video.AverageRate) ?? Ratio(video.PeakRate) ?? throw new MediaException(
            $"Opening {source.Path}: expected a frame rate, got none in the container. Remux it with FFmpeg and -r.");
        return new MediaFile
        {
            Path = source.Path,
            Source = source,
            Width = isTurned ? video.Height : video.Width,
            Height = isTurned ? video.Width : video.Height,
            SampleAspectRatio = Ratio(video.SampleAspectRatio?.Replace(':', '/')) ?? 1,
            FramesPerSecond = rate,
            FrameCount = source.IsImageList ? source.Images.Count : Count(video.FrameCount),
            Duration = source.IsImageList
                ? TimeSpan.FromSeconds(source.Images.Count / rate)
                : Seconds(video.Duration) ?? Seconds(Format?.Duration),
            Codec = video.Codec ?? "unknown",
            PixelFormat = video.PixelFormat ?? "unknown",
            BitDepth = Count(video.BitsPerRawSample) ?? DepthOf(video.PixelFormat ?? ""),
            HasAlpha = AlphaFormats().IsMatch(video.PixelFormat ?? ""),
            RotationDegrees = clockwise,
            IsVariableFrameRate = !source.IsImageList && HasUnevenTimes(rate * (Ratio(video.TimeBase) ?? 0)),
        };
    }

    // A rounded constant rate steps by n or n + 1 ticks; packets come in decoding order, so the last few may lack
    // neighbours.
    private bool HasUnevenTimes(double averageRatePerTick)
    {
        var shown = (Packets ?? []).Where(
            packet => packet.Pts is not null && packet.Flags?.Contains('D', StringComparison.Ordinal) != true);
        var ticks = shown.Select(packet => packet.Pts!.Value).Order().ToArray();
        var steps = ticks.Zip(ticks.Skip(1), (early, late) => late - early).SkipLast(Math.Min(16, ticks.Length / 4))
            .ToArray();
        if (steps.Length < 2)
            return false;
        return steps.Max() - steps.Min() > 1 || Math.Abs(steps.Average() * averageRatePerTick - 1) > 0.05;
    }

    private static double? Ratio(string? text)
    {
        var parts = (text ?? "").Split('/');
        return parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var above)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var below)
            && above > 0 && below > 0 ? above / below : null;
    }

    private static int? Count(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e9
            ? TimeSpan.FromSeconds(value)
            : null;

    private static int DepthOf(string pixelFormat)
    {
        var match = DepthInName().Match(pixelFormat);
        if (!match.Success)
            return 8;
        var digits = int.Parse(match.Groups["bits"].Value, CultureInfo.InvariantCulture);
        return digits switch { 48 or 64 => 16, 30 => 10, _ => digits };
    }

    // yuv420p10le, gray16be, gbrpf32le, p010le, rgb48le, rgba64le, x2rgb10le
    [GeneratedRegex("(?:p0?|f|gray|ya|rgba?|bgra?)(?<bits>9|10|12|14|16|32|48|64)(?:le|be)$")]
    private static partial Regex DepthInName();

    [GeneratedRegex("^(?:yuva|rgba|bgra|argb|abgr|gbrap|ayuv|vuya|ya8|ya16|pal8)")]
    private static partial Regex AlphaFormats();

    internal sealed class Stream
    {
        [JsonPropertyName("codec_name")]
        public string? Codec { get; init; }

        [JsonPropertyName("width")]
        public int Width { get; init; }

        [JsonPropertyName("height")]
        public int Height { get; init; }

        [JsonPropertyName("pix_fmt")]
        public string? PixelFormat { get; init; }

        [JsonPropertyName("sample_aspect_ratio")]
        public string? SampleAspectRatio { get; init; }

        [JsonPropertyName("r_frame_rate")]
        public string? PeakRate { get; init; }

        [JsonPropertyName("avg_frame_rate")]
        public string? AverageRate { get; init; }

        [JsonPropertyName("nb_frames")]
        public string? FrameCount { get; init; }

        [JsonPropertyName("duration")]
        public string? Duration { get; init; }

        [JsonPropertyName("bits_per_raw_sample")]
        public string? BitsPerRawSample { get; init; }

        [JsonPropertyName("time_base")]
        public string? TimeBase { get; init; }

        [JsonPropertyName("side_data_list")]
        public IReadOnlyList<Side>? SideData { get; init; }
    }

    internal sealed class Packet
    {
        [JsonPropertyName("pts")]
        public long? Pts { get; init; }

        [JsonPropertyName("flags")]
        public string? Flags { get; init; }
    }

    internal sealed class Side
    {
        [JsonPropertyName("rotation")]
        public double Rotation { get; init; }
    }

    internal sealed class Container
    {
        [JsonPropertyName("duration")]
        public string? Duration { get; init; }
    }

    [JsonSerializable(typeof(FfprobeReport))]
    private sealed partial class ReportJson : JsonSerializerContext;
}
