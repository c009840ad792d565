namespace Plumbline.Vision.Media;

/// <summary>How a clip is written.</summary>
/// <remarks>
/// The size is never changed: an odd width or height turns to 4:4:4 or is an error, see <see cref="Chroma"/>.
/// </remarks>
public sealed record EncoderSettings
{
    /// <summary>H.264 at a quality where differences are hard to see.</summary>
    public static EncoderSettings H264 { get; } = new();

    /// <summary>ProRes 422 HQ, or 4444 for odd sizes.</summary>
    public static EncoderSettings ProRes { get; } = new() { Encoding = VideoEncoding.ProRes };

    /// <summary>FFV1: what is read back is what was written.</summary>
    public static EncoderSettings Ffv1 { get; } = new() { Encoding = VideoEncoding.Ffv1 };

    /// <summary>GIF with a palette per frame.</summary>
    public static EncoderSettings Gif { get; } = new() { Encoding = VideoEncoding.Gif };

    /// <summary>PNG files, lossless.</summary>
    public static EncoderSettings PngSequence { get; } = new() { Encoding = VideoEncoding.PngSequence };

    /// <summary>How the clip is compressed; H.264 by default.</summary>
    public VideoEncoding Encoding { get; init; } = VideoEncoding.H264;

    /// <summary>
    /// H.264 only: constant rate factor in [0, 51], lower is better; 18 by default, 28 is visibly soft.
    /// </summary>
    public int ConstantRateFactor { get; init; } = 18;

    /// <summary>H.264 only: how much time is spent on a smaller file; medium by default.</summary>
    public EncoderPreset Preset { get; init; } = EncoderPreset.Medium;

    /// <summary>H.264 and ProRes only: how finely colour is kept.</summary>
    public ChromaSampling Chroma { get; init; } = ChromaSampling.Auto;

    /// <summary>
    /// Text for the container by name, such as <c>title</c> and <c>comment</c>; none by default. MP4, QuickTime and
    /// Matroska keep those two, GIF and PNG keep nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The settings that a file name asks for.</summary>
    /// <param name="path">A path ending in .mp4, .mov, .mkv or .gif, or a pattern ending in .png.</param>
    /// <returns>H.264, ProRes, FFV1, GIF or PNG files.</returns>
    /// <exception cref="ArgumentException">Another extension.</exception>
    public static EncoderSettings ForPath(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".MP4" => H264,
        ".MOV" => ProRes,
        ".MKV" => Ffv1,
        ".GIF" => Gif,
        ".PNG" => PngSequence,
        var other => throw new ArgumentException(
            $"EncoderSettings.ForPath: expected .mp4, .mov, .mkv, .gif or .png, got \"{other}\". Rename the output.",
            nameof(path)),
    };

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ConstantRateFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConstantRateFactor, 51);
    }

    /// <summary>What FFmpeg is told, up to the name of the file.</summary>
    /// <param name="width">Width of the frames.</param>
    /// <param name="height">Height of the frames.</param>
    /// <returns>Arguments.</returns>
    /// <exception cref="MediaException">The size is odd and 4:2:0 was asked for.</exception>
    internal IReadOnlyList<string> Arguments(int width, int height) =>
    [
        .. Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).SelectMany(
            tag => (string[])["-metadata", $"{tag.Key}={tag.Value}"]),
        .. EncodingArguments(width, height),
    ];

    private IReadOnlyList<string> EncodingArguments(int width, int height) => Encoding switch
    {
        VideoEncoding.H264 =>
        [
            "-vf", YuvFilter, "-c:v", "libx264", "-preset", Preset.ToString().ToLowerInvariant(),
            "-crf", $"{ConstantRateFactor}",
            "-pix_fmt", IsHalved(width % 2 == 0 && height % 2 == 0, width, height) ? "yuv420p" : "yuv444p",
            "-movflags", "+faststart", "-f", "mp4",
        ],
        VideoEncoding.ProRes =>
            IsHalved(width % 2 == 0, width, height)
                ? ["-vf", YuvFilter, "-c:v", "prores_ks", "-profile:v", "hq", "-pix_fmt", "yuv422p10le", "-f", "mov"]
                : ["-vf", YuvFilter, "-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuv444p10le", "-f", "mov"],
        // FFmpeg 5.1 cuts small pictures into empty slices and loses their pixels; version 1 of FFV1 has no slices.
        VideoEncoding.Ffv1 =>
            ["-c:v", "ffv1", "-level", Math.Min(width, height) < 64 ? "1" : "3", "-pix_fmt", "bgr0", "-f", "matroska"],
        VideoEncoding.Gif =>
        [
            // A palette per frame: one palette for all would hold the whole clip in memory before the first is written.
            "-vf",
            "split[pixels][colours];[colours]palettegen=stats_mode=single[palette];[pixels][palette]paletteuse=new=1",
            "-f", "gif",
        ],
        VideoEncoding.PngSequence => ["-c:v", "png", "-pix_fmt", "rgb24", "-start_number", "0", "-f", "image2"],
        _ => throw new InvalidOperationException(
            $"EncoderSettings.Encoding: expected a known encoding, got {Encoding}."),
    };

    // Players read untagged video as BT.601 or BT.709 by its size; written out, every one shows the same colours. The
    // tags are set on the frames, where every encoder finds them: ProRes does not look at the options of the stream.
    private const string YuvFilter =
        "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,"
        + "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv";

    private bool IsHalved(bool fits, int width, int height) => Chroma switch
    {
        ChromaSampling.Full => false,
        ChromaSampling.Halved when !fits => throw new MediaException(
            $"Writing {Encoding}: expected an even size for halved chroma, got {width}×{height}. "
            + "Choose ChromaSampling.Full or pad the frames."),
        ChromaSampling.Halved => true,
        _ => fits,
    };
}
