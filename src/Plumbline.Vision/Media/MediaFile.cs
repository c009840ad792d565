namespace Plumbline.Vision.Media;

/// <summary>A video that FFmpeg can read: what its container says about it, and its frames.</summary>
/// <remarks>
/// A path is a video file of any container and codec that FFmpeg reads, a GIF, a picture, a folder of pictures, or a
/// pattern such as <c>frames/%05d.png</c>. A file whose name holds a percent sign is that file, not a pattern.
/// Frames are 8-bit RGB at the size shown: rotation is applied, transparency is laid over black, 10-bit video is
/// reduced to 8 bits without tone mapping. The conversion from YCbCr is FFmpeg's default, the same as OpenCV's.
/// </remarks>
/// <example>
/// <code>
/// var file = MediaFile.Probe("clip.mp4");
/// foreach (var frame in file.Decode())
///     Console.WriteLine($"{frame.Time} {frame}");
/// </code>
/// </example>
public sealed partial record MediaFile
{
    /// <summary>Frame rate of pictures, which carry no time, where nothing is said: the cinema's.</summary>
    internal const double DefaultImagesPerSecond = 24;

    /// <summary>Made by <see cref="Probe(string, CancellationToken)"/> alone.</summary>
    internal MediaFile()
    {
    }

    /// <summary>The path that was probed.</summary>
    public required string Path { get; init; }

    /// <summary>Width as shown, after rotation, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height as shown, after rotation, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Width of a pixel divided by its height; 1 for square pixels. Reported, never applied.</summary>
    public required double SampleAspectRatio { get; init; }

    /// <summary>Average frame rate, greater than 0; for a list of pictures the rate that was asked for.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Number of frames where the container says it; <see cref="Decode"/> finds the true one.</summary>
    public required int? FrameCount { get; init; }

    /// <summary>Length of the clip where the container says it.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>FFmpeg's name of the codec, such as <c>h264</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>FFmpeg's name of the pixel format, such as <c>yuv420p</c>.</summary>
    public required string PixelFormat { get; init; }

    /// <summary>Bits per colour channel in the file, 8 for most.</summary>
    public required int BitDepth { get; init; }

    /// <summary>Whether the pixel format carries transparency.</summary>
    public required bool HasAlpha { get; init; }

    /// <summary>Clockwise turn that is applied when the clip is shown, in degrees in [0, 360).</summary>
    public required double RotationDegrees { get; init; }

    /// <summary>
    /// Whether the first 256 frames are unevenly spaced, or spaced unlike the average. The times of decoded frames are
    /// exact either way.
    /// </summary>
    public required bool IsVariableFrameRate { get; init; }

    /// <summary>What was found at the path.</summary>
    internal MediaSource Source { get; init; } = null!;

    /// <summary>Looks at a video without decoding it.</summary>
    /// <param name="path">
    /// A video file, a picture, a folder of pictures, or a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <param name="token">Stops the work.</param>
    /// <returns>What the container says.</returns>
    /// <exception cref="MediaException">Nothing there, not readable, not a video; the message says which.</exception>
    public static MediaFile Probe(string path, CancellationToken token = default) =>
        Probe(path, DefaultImagesPerSecond, token);

    /// <summary>Looks at a video, or at pictures that were taken at a known rate.</summary>
    /// <param name="path">
    /// A video file, a picture, a folder of pictures, or a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <param name="imagesPerSecond">Frame rate of a list of pictures, which carry no time, greater than 0.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>What the container says.</returns>
    /// <exception cref="MediaException">Nothing there, not readable, not a video; the message says which.</exception>
    public static MediaFile Probe(string path, double imagesPerSecond, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imagesPerSecond);
        var source = MediaSource.Open(path);
        return FfprobeReport.Of(source, token).ToMediaFile(source, imagesPerSecond);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Width}×{Height} {Codec} at {FramesPerSecond:0.###} fps";
}
