using Plumbline.Vision.Features;

namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Which frames the reference looks at, and which part of them.</summary>
/// <remarks>
/// VideoGPA at fb86241, <c>utils/video_utils.py</c>. Of a 720×480 clip a third of the width is never seen.
/// </remarks>
public static class FrameSelection
{
    /// <summary>Evenly spaced frames from the first to the last, fractions cut off.</summary>
    /// <param name="sourceFrameCount">How many frames the source has, at least 1.</param>
    /// <param name="frameCount">How many to take, at least 1; all when the source has fewer.</param>
    /// <returns>Rising zero-based indices into the source.</returns>
    public static IReadOnlyList<int> Indices(int sourceFrameCount, int frameCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sourceFrameCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(frameCount, 1);
        var count = Math.Min(frameCount, sourceFrameCount);
        if (count == 1)
            return [0];
        // Index times step, and the last one exact: any other order of operations cuts off at other frames.
        var step = (sourceFrameCount - 1) / (double)(count - 1);
        return [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? sourceFrameCount - 1 : (int)(i * step))];
    }

    /// <summary>The middle square of a frame, resized without antialiasing.</summary>
    /// <param name="frame">Frame of any size.</param>
    /// <param name="sidePixels">Side of the result in pixels.</param>
    /// <returns>A square frame with the index and time of its source.</returns>
    public static Frame CentreSquare(Frame frame, int sidePixels)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (left, top, side) = CentreSquare(frame.Width, frame.Height);
        var square = new byte[3 * side * side];
        for (var row = 0; row < side; row++)
            frame.Rgb.AsSpan(3 * ((top + row) * frame.Width + left), 3 * side).CopyTo(square.AsSpan(3 * row * side));
        var resized = Resampling.Resize(square, side, side, 3, sidePixels, sidePixels, Interpolation.Linear);
        return new(resized, sidePixels, sidePixels, frame.Index, frame.Time);
    }

    /// <summary>Where the middle square of a picture lies.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <returns>First column and row, and the side in pixels.</returns>
    public static (int Left, int Top, int Side) CentreSquare(int width, int height)
    {
        var side = Math.Min(width, height);
        return ((width - side) / 2, (height - side) / 2, side);
    }
}
