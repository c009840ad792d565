namespace Plumbline.Vision.Media;

/// <summary>Decodes a source from its first frame to its last, one at a time, through one FFmpeg process.</summary>
/// <remarks>
/// FFmpeg sends every picture as a PAM file inside a NUT stream, so each says its own size and time. <c>-xerror</c>
/// makes it stop at the first damaged packet or frame instead of painting over it. A size that changes on the way is
/// refused, never rescaled in silence: in a video file by <c>drop_changed</c>, which refuses another pixel format too;
/// in a list of pictures, where formats may well differ, by a crop that only fits the first size.
/// </remarks>
internal sealed class FrameReader : IDisposable
{
    /// <summary>Largest picture that is decoded, in pixels: 8192 × 8192.</summary>
    public const int MaximumPixels = 8192 * 8192;

    private readonly MediaSource _source;
    private readonly double _imagesPerSecond;
    private readonly ChildProcess _ffmpeg;
    private readonly PipeReader _pipe;
    private readonly NutReader _packets;
    private byte[] _rgba = [];
    private Int128 _firstTicks;
    private int _depth;

    /// <summary>Starts FFmpeg.</summary>
    /// <param name="source">What to decode.</param>
    /// <param name="probed">What is known of it; needed for a list of pictures.</param>
    /// <param name="token">Stops the decoding.</param>
    public FrameReader(MediaSource source, MediaFile? probed, CancellationToken token)
    {
        _source = source;
        _imagesPerSecond = probed?.FramesPerSecond ?? 0;
        // FFmpeg drops the transparency of a palette unless it is asked for.
        var pixels = source.MayHidePalette || probed?.PixelFormat == "pal8" ? "rgba" : "rgb24|rgba";
        var guard = source.IsImageList
            ? $"crop=w='if(eq(iw,{probed!.Width})*eq(ih,{probed.Height}),iw,-1)':h=ih,"
            : "";
        _ffmpeg = ChildProcess.Start(
            "ffmpeg",
            [
                "-hide_banner", "-v", "level+error", "-xerror", "-max_pixels", $"{MaximumPixels}",
                // Pictures are shown as they are stored: FFmpeg's versions differ on whether they heed a camera's
                // orientation.
                .. source.IsImageList ? ["-noautorotate"] : (string[])["-flags", "drop_changed"],
                .. source.InputArguments(),
                // Cover pictures of audio files are not video (capital V); no frame made up or left out.
                "-map", "0:V:0", "-fps_mode", "passthrough", "-enc_time_base", "-1",
                "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1",
                // Equal times would make the muxer stop; a second frame at one time moves on by one tick.
                "-vf", $"{guard}setpts='if(gt(N,0),max(PTS,PREV_OUTPTS+1),PTS)',format={pixels}",
                "-c:v", "pam", "-tag:v", "PAM ", "-f", "nut", "-write_index", "0", "pipe:1",
            ],
            ChildProcess.DefaultStallLimit,
            token);
        try
        {
            source.Feed(_ffmpeg);
        }
        catch
        {
            _ffmpeg.Dispose();
            throw;
        }

        _pipe = new PipeReader(_ffmpeg);
        _packets = new NutReader(_pipe);
    }

    /// <summary>Zero-based number of the current frame; −1 before the first.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>Presentation time of the current frame, from the first frame.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Width of the current frame in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height of the current frame in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Frame rate of the frames so far by their times; absent before the second.</summary>
    public double? MeasuredFramesPerSecond => Index > 0 && Time > TimeSpan.Zero ? Index / Time.TotalSeconds : null;

    /// <summary>Moves to the next frame; its pixels must then be read or skipped.</summary>
    /// <returns>False after the last frame.</returns>
    /// <exception cref="MediaException">The source is damaged or not a video.</exception>
    public bool MoveNext()
    {
        try
        {
            if (!_packets.TryReadPacket(out var ticks, out var byteCount))
            {
                RequireCleanEnd();
                return false;
            }

            var header = PictureHeader.Read(_pipe);
            if (byteCount != header.ByteCount + header.PixelByteCount)
                throw new InvalidDataException($"a packet of {byteCount} bytes for {header}");
            Accept(header, ticks);
            return true;
        }
        catch (Exception exception) when (
            exception is EndOfStreamException or InvalidDataException or OverflowException)
        {
            throw FailureOf(exception, Index + 1);
        }
    }

    /// <summary>The current frame.</summary>
    /// <param name="recycled">Bytes of a frame that nobody holds any more; used when it has the right length.</param>
    /// <returns>The frame, transparency laid over black.</returns>
    /// <exception cref="MediaException">The source is damaged.</exception>
    public Frame Read(byte[]? recycled = null)
    {
        var pixelCount = Width * Height;
        var rgb = recycled?.Length == pixelCount * 3 ? recycled : GC.AllocateUninitializedArray<byte>(pixelCount * 3);
        try
        {
            if (_depth == 3)
            {
                _pipe.ReadExactly(rgb);
            }
            else
            {
                if (_rgba.Length != pixelCount * 4)
                    _rgba = GC.AllocateUninitializedArray<byte>(pixelCount * 4);
                _pipe.ReadExactly(_rgba);
                Transparency.LayOverBlack(_rgba, rgb);
            }
        }
        catch (EndOfStreamException exception)
        {
            throw FailureOf(exception, Index);
        }

        return new Frame(rgb, Width, Height, Index, Time);
    }

    /// <summary>Passes over the current frame.</summary>
    /// <exception cref="MediaException">The source is damaged.</exception>
    public void Skip()
    {
        try
        {
            _pipe.Skip((long)Width * Height * _depth);
        }
        catch (EndOfStreamException exception)
        {
            throw FailureOf(exception, Index);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ffmpeg.Dispose();

    private void Accept(PictureHeader header, Int128 ticks)
    {
        if (Index >= 0 && (header.Width != Width || header.Height != Height))
            throw new MediaException(
                $"Decoding {_source.Path}: expected every frame to be {Width}×{Height}, got "
                + $"{header.Width}×{header.Height} at frame {Index + 1}. Split the clip where its size changes.");
        if (Index < 0)
            _firstTicks = ticks;
        Index++;
        (Width, Height, _depth) = (header.Width, header.Height, header.Depth);
        Time = _source.IsImageList
            ? TimeSpan.FromTicks((long)Math.Round(Index * (TimeSpan.TicksPerSecond / _imagesPerSecond)))
            : TimeSpan.FromTicks(checked((long)(ticks - _firstTicks)));
    }

    private void RequireCleanEnd()
    {
        var exitCode = _ffmpeg.WaitForExit();
        if (exitCode != 0 || _ffmpeg.HasStalled || _ffmpeg.ErrorText().Length > 0 || Index < 0)
            throw FailureOf(null, Index + 1);
    }

    private MediaException FailureOf(Exception? exception, int wholeFrameCount)
    {
        if (exception is InvalidDataException or OverflowException)
            return new(
                $"Decoding {_source.Path}: expected pictures from FFmpeg, got {exception.Message}. "
                + "Check the version with: ffmpeg -version", exception);
        if (!_ffmpeg.HasStalled)
            _ffmpeg.WaitForExit();
        return FfmpegFailure.Decoding(_source, wholeFrameCount, _ffmpeg, exception);
    }
}
