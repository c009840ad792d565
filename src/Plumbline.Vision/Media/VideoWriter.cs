using System.Globalization;

namespace Plumbline.Vision.Media;

/// <summary>Writes a clip frame by frame through one FFmpeg process; the file appears whole or not at all.</summary>
/// <remarks>
/// Frames follow each other at the given rate; their own times are not written. Everything goes to a temporary name in
/// the target's folder until <see cref="Complete"/> renames it. Memory does not grow with the length of the clip.
/// </remarks>
public sealed class VideoWriter : IDisposable
{
    // Encoders look ahead and flush at the end; that is slow for large pictures, and no sign of a hang.
    private static readonly TimeSpan StallLimit = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly int _width;
    private readonly int _height;
    private readonly OutputFiles _files;
    private readonly ChildProcess _ffmpeg;
    private bool _isComplete;
    private bool _disposed;

    /// <summary>Starts FFmpeg.</summary>
    /// <param name="path">
    /// File to write, replaced if there; for PNG files a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <param name="width">Width of every frame in pixels, at least 1.</param>
    /// <param name="height">Height of every frame in pixels, at least 1.</param>
    /// <param name="framesPerSecond">Frame rate in (0, 1000].</param>
    /// <param name="settings">How to write; chosen by the extension when absent.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="MediaException">
    /// The folder is not there, FFmpeg is not, or the size does not fit the settings.
    /// </exception>
    public VideoWriter(
        string path, int width, int height, double framesPerSecond, EncoderSettings? settings = null,
        CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (!(framesPerSecond is > 0 and <= 1000))
            throw new ArgumentOutOfRangeException(
                nameof(framesPerSecond), framesPerSecond, "Expected a frame rate in (0, 1000].");
        settings ??= EncoderSettings.ForPath(path);
        settings.Validate();
        var encoding = settings.Arguments(width, height);
        _path = path;
        _width = width;
        _height = height;
        _files = OutputFiles.Begin(path, settings.Encoding);
        try
        {
            _ffmpeg = ChildProcess.Start(
                "ffmpeg",
                [
                    "-hide_banner", "-v", "level+error", "-f", "rawvideo", "-pix_fmt", "rgb24",
                    "-video_size", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"),
                    "-framerate", framesPerSecond.ToString("R", CultureInfo.InvariantCulture), "-i", "pipe:0",
                    .. encoding, "-fflags", "+bitexact", "-flags:v", "+bitexact", "-y", _files.Target,
                ],
                StallLimit,
                token);
        }
        catch
        {
            _files.Discard();
            throw;
        }
    }

    /// <summary>Number of frames written so far.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Writes a whole clip.</summary>
    /// <param name="video">The clip; frames follow each other at its rate.</param>
    /// <param name="path">
    /// File to write, replaced if there; for PNG files a pattern such as <c>frames/%05d.png</c>.
    /// </param>
    /// <param name="settings">How to write; chosen by the extension when absent.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="MediaException">The clip could not be written; the message says why.</exception>
    public static void Save(
        Video video, string path, EncoderSettings? settings = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        using var writer = new VideoWriter(path, video.Width, video.Height, video.FramesPerSecond, settings, token);
        foreach (var frame in video.Frames)
            writer.Write(frame);
        writer.Complete();
    }

    /// <summary>Appends a frame.</summary>
    /// <param name="frame">A frame of the size given at the start.</param>
    /// <exception cref="ArgumentException">A frame of another size.</exception>
    /// <exception cref="MediaException">FFmpeg stopped; the message says why.</exception>
    public void Write(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (frame.Width != _width || frame.Height != _height)
            throw new ArgumentException(
                $"Writing {_path}: expected a frame of {_width}×{_height}, got {frame}. Resize it first.",
                nameof(frame));
        if (!_ffmpeg.TryWrite(frame.Rgb))
            throw Failure();
        FrameCount++;
    }

    /// <summary>Ends the clip and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">No frame was written.</exception>
    /// <exception cref="MediaException">FFmpeg failed; the message says why.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_isComplete)
            return;
        if (FrameCount == 0)
            throw new InvalidOperationException(
                $"Writing {_path}: expected at least one frame before the end, got none.");
        _ffmpeg.CloseInput();
        if (_ffmpeg.WaitForExit() != 0)
            throw Failure();
        _files.Publish();
        _isComplete = true;
    }

    /// <summary>Ends FFmpeg; a clip that is not complete leaves nothing behind.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _ffmpeg.Dispose();
        if (!_isComplete)
            _files.Discard();
    }

    private MediaException Failure()
    {
        _ffmpeg.WaitForExit();
        var reason = _ffmpeg.HasStalled
            ? $"no progress for {StallLimit.TotalMinutes:0} min"
            : FfmpegFailure.FirstLine(_ffmpeg);
        return new(
            $"Writing {_path}: expected to write {FrameCount + 1} frames, got \"{reason}\". "
            + "Check the disk and the settings.");
    }
}
