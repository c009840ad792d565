namespace Plumbline.Vision.Media;

/// <summary>Fills memory with a clip, and thins it evenly when the budget is full.</summary>
internal static class ClipLoader
{
    /// <summary>Reads a clip to its end in one pass.</summary>
    /// <param name="reader">Before the first frame.</param>
    /// <param name="options">How much memory may be used.</param>
    /// <param name="nominalFramesPerSecond">The container's frame rate, asked for a clip of one frame.</param>
    /// <returns>Every frame, or every second, fourth, eighth….</returns>
    public static Video Load(FrameReader reader, LoadOptions options, Func<double> nominalFramesPerSecond)
    {
        options.Validate();
        var kept = new List<Frame>();
        var recycled = new Stack<byte[]>();
        var stride = 1;
        while (reader.MoveNext())
        {
            var most = Math.Max(2, options.MemoryBudgetBytes / ((long)reader.Width * reader.Height * 3));
            if (reader.Index % stride == 0 && kept.Count == most)
            {
                DropEverySecond(kept, recycled);
                stride *= 2;
            }

            if (reader.Index % stride == 0)
                kept.Add(reader.Read(recycled.TryPop(out var bytes) ? bytes : null));
            else
                reader.Skip();
        }

        return new Video(kept, reader.MeasuredFramesPerSecond ?? nominalFramesPerSecond(), reader.Index + 1);
    }

    private static void DropEverySecond(List<Frame> kept, Stack<byte[]> recycled)
    {
        var next = 0;
        for (var i = 0; i < kept.Count; i++)
        {
            if (i % 2 == 0)
                kept[next++] = kept[i];
            else
                recycled.Push(kept[i].Rgb);
        }

        kept.RemoveRange(next, kept.Count - next);
    }
}
