namespace Plumbline.Vision;

/// <summary>RGB frames of one size and a frame rate, in memory: a whole clip or a selection of its frames.</summary>
/// <remarks>Frames keep their index in the source, so a selection still says where it came from.</remarks>
public sealed class Video
{
    /// <summary>Collects frames of one size.</summary>
    /// <param name="frames">Frames in presentation order, at least one, all of one size.</param>
    /// <param name="framesPerSecond">Nominal frame rate of the source, greater than 0.</param>
    /// <param name="sourceFrameCount">How many frames the source has; the number of frames given, when absent.</param>
    /// <exception cref="ArgumentException">No frames, sizes that differ, or frames out of order.</exception>
    public Video(IReadOnlyList<Frame> frames, double framesPerSecond, int? sourceFrameCount = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException("Video: expected at least one frame, got none.", nameof(frames));
        if (!(framesPerSecond > 0) || double.IsInfinity(framesPerSecond))
            throw new ArgumentOutOfRangeException(
                nameof(framesPerSecond), framesPerSecond, "Expected a frame rate above 0.");
        for (var i = 1; i < frames.Count; i++)
        {
            if (frames[i].Width != frames[0].Width || frames[i].Height != frames[0].Height)
                throw new ArgumentException(
                    $"Video: expected every frame to be {frames[0].Width}×{frames[0].Height}, got {frames[i]}.",
                    nameof(frames));
            if (frames[i].Index <= frames[i - 1].Index)
                throw new ArgumentException(
                    $"Video: expected rising frame indices, got {frames[i].Index} after {frames[i - 1].Index}.",
                    nameof(frames));
        }

        Frames = frames;
        FramesPerSecond = framesPerSecond;
        SourceFrameCount = sourceFrameCount ?? frames.Count;
    }

    /// <summary>The frames in presentation order.</summary>
    public IReadOnlyList<Frame> Frames { get; }

    /// <summary>Nominal frame rate of the source.</summary>
    public double FramesPerSecond { get; }

    /// <summary>How many frames the source has; at least the number of frames here.</summary>
    public int SourceFrameCount { get; }

    /// <summary>Width of every frame in pixels.</summary>
    public int Width => Frames[0].Width;

    /// <summary>Height of every frame in pixels.</summary>
    public int Height => Frames[0].Height;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Frames.Count} of {SourceFrameCount} frames {Width}×{Height} at {FramesPerSecond:0.###} fps";
}
