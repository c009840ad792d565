namespace Plumbline.Vision;

/// <summary>Several clips of one size in one picture or one video, to be looked at together.</summary>
public static class ContactSheet
{
    /// <summary>A row for each clip, some of its frames side by side.</summary>
    /// <param name="clips">Clips of one size, at least one.</param>
    /// <param name="columnCount">
    /// Most frames of a clip that are shown, evenly spread, first and last among them.
    /// </param>
    /// <returns>The picture; clips with fewer frames leave the rest of their row black.</returns>
    /// <exception cref="ArgumentException">There is no clip, or the sizes differ.</exception>
    public static Frame Picture(IReadOnlyList<Video> clips, int columnCount)
    {
        RequireOneSize(clips);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        var columns = Math.Min(columnCount, clips.Max(clip => clip.Frames.Count));
        var sheet = new Canvas(columns, clips.Count, clips[0]);
        for (var row = 0; row < clips.Count; row++)
        {
            var frames = clips[row].Frames;
            var count = Math.Min(columns, frames.Count);
            for (var column = 0; column < count; column++)
                sheet.Put(frames[count == 1 ? 0 : column * (frames.Count - 1) / (count - 1)], column, row);
        }

        return sheet.ToFrame(0, default);
    }

    /// <summary>The clips beside and below each other, playing at the same time.</summary>
    /// <param name="clips">Clips of one size and length, at least one.</param>
    /// <returns>A video as wide as it is high in clips, or one clip wider; free places are black.</returns>
    /// <exception cref="ArgumentException">There is no clip, or sizes or lengths differ.</exception>
    public static Video Clips(IReadOnlyList<Video> clips)
    {
        RequireOneSize(clips);
        if (clips.FirstOrDefault(clip => clip.Frames.Count != clips[0].Frames.Count) is { } other)
            throw new ArgumentException(
                $"Contact sheet: expected clips of {clips[0].Frames.Count} frames, got one of {other.Frames.Count}.",
                nameof(clips));
        var columns = (int)Math.Ceiling(Math.Sqrt(clips.Count));
        var rows = (clips.Count + columns - 1) / columns;
        var frames = clips[0].Frames.Select((frame, i) =>
        {
            var sheet = new Canvas(columns, rows, clips[0]);
            for (var place = 0; place < clips.Count; place++)
                sheet.Put(clips[place].Frames[i], place % columns, place / columns);
            return sheet.ToFrame(frame.Index, frame.Time);
        });
        return new([.. frames], clips[0].FramesPerSecond);
    }

    private static void RequireOneSize(IReadOnlyList<Video> clips)
    {
        ArgumentNullException.ThrowIfNull(clips);
        if (clips.Count == 0)
            throw new ArgumentException("Contact sheet: expected at least one clip, got none.", nameof(clips));
        if (clips.FirstOrDefault(clip => clip.Width != clips[0].Width || clip.Height != clips[0].Height) is { } other)
            throw new ArgumentException(
                $"Contact sheet: expected clips of {clips[0].Width}×{clips[0].Height}, got {other}.", nameof(clips));
    }

    private readonly struct Canvas(int columns, int rows, Video like)
    {
        private readonly byte[] _rgb = new byte[columns * like.Width * rows * like.Height * 3];

        public void Put(Frame frame, int column, int row)
        {
            var bytes = frame.Width * 3;
            for (var y = 0; y < frame.Height; y++)
            {
                frame.Rgb.AsSpan(y * bytes, bytes).CopyTo(
                    _rgb.AsSpan(((row * frame.Height + y) * columns + column) * bytes));
            }
        }

        public Frame ToFrame(int index, TimeSpan time) =>
            new(_rgb, columns * like.Width, rows * like.Height, index, time);
    }
}
