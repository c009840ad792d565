namespace Plumbline.Vision.Media;

public sealed partial record MediaFile
{
    /// <summary>Decodes the clip frame by frame; memory does not grow with its length.</summary>
    /// <param name="token">Stops the decoding.</param>
    /// <returns>
    /// Every frame of the source exactly once, in presentation order, each with its own time. FFmpeg runs while the
    /// sequence is enumerated and is ended with it.
    /// </returns>
    /// <exception cref="MediaException">The clip is damaged; the message says after how many frames.</exception>
    public IEnumerable<Frame> Decode(CancellationToken token = default)
    {
        using var reader = OpenFrames(token);
        while (reader.MoveNext())
            yield return reader.Read();
    }

    /// <summary>Decodes chosen frames. The clip is read to its end, so that its true frame count is known.</summary>
    /// <param name="frameIndices">Zero-based positions in the source, rising, at least one.</param>
    /// <param name="token">Stops the decoding.</param>
    /// <returns>The chosen frames with their indices and times in the source.</returns>
    /// <exception cref="ArgumentException">No index, or indices that do not rise.</exception>
    /// <exception cref="MediaException">The clip is damaged, or shorter than the last index.</exception>
    public Video Read(IReadOnlyList<int> frameIndices, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(frameIndices);
        if (frameIndices.Count == 0)
            throw new ArgumentException(
                "MediaFile.Read: expected at least one frame index, got none.", nameof(frameIndices));
        for (var i = 0; i < frameIndices.Count; i++)
        {
            if (frameIndices[i] < 0 || (i > 0 && frameIndices[i] <= frameIndices[i - 1]))
                throw new ArgumentException(
                    $"MediaFile.Read: expected rising frame indices from 0, got {frameIndices[i]} at position {i}.",
                    nameof(frameIndices));
        }

        var frames = new List<Frame>(frameIndices.Count);
        using var reader = OpenFrames(token);
        while (reader.MoveNext())
        {
            if (frames.Count < frameIndices.Count && reader.Index == frameIndices[frames.Count])
                frames.Add(reader.Read());
            else
                reader.Skip();
        }

        if (frames.Count < frameIndices.Count)
            throw new MediaException(
                $"Reading {Path}: expected a clip with frame {frameIndices[^1]}, got {reader.Index + 1} frames. "
                + "Ask for frames below that.");
        return new Video(frames, reader.MeasuredFramesPerSecond ?? FramesPerSecond, reader.Index + 1);
    }

    /// <summary>Decodes the clip into memory, thinned evenly where it would not fit.</summary>
    /// <param name="options">How much memory may be used; the defaults when absent.</param>
    /// <param name="token">Stops the decoding.</param>
    /// <returns>
    /// Every frame, or every second, fourth, eighth… where the budget is smaller. <see cref="Frame.Index"/> is the
    /// position in the source, <see cref="Video.SourceFrameCount"/> the true number of frames there, and the frame rate
    /// is measured on the frames' times.
    /// </returns>
    /// <exception cref="MediaException">The clip is damaged; the message says after how many frames.</exception>
    public Video Load(LoadOptions? options = null, CancellationToken token = default)
    {
        using var reader = OpenFrames(token);
        return ClipLoader.Load(reader, options ?? LoadOptions.Default, () => FramesPerSecond);
    }

    private FrameReader OpenFrames(CancellationToken token) => new(Source, this, token);
}
