namespace Plumbline.Vision;

/// <summary>One RGB picture of a video, at full source size, with its place in the source.</summary>
/// <remarks>
/// The bytes are shared, not copied: whoever makes a frame hands them over and does not write to them again.
/// </remarks>
public sealed class Frame
{
    /// <summary>Wraps the bytes of one picture.</summary>
    /// <param name="rgb">Red, green and blue bytes, row by row, byte[H × W × 3].</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="index">Zero-based position in the source, in presentation order.</param>
    /// <param name="time">Presentation time, from the first frame of the source.</param>
    /// <exception cref="ArgumentException">The number of bytes is not width × height × 3.</exception>
    public Frame(byte[] rgb, int width, int height, int index = 0, TimeSpan time = default)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (rgb.LongLength != (long)width * height * 3)
            throw new ArgumentException(
                $"Frame {index}: expected {(long)width * height * 3} bytes for {width}×{height} RGB, "
                + $"got {rgb.LongLength}.", nameof(rgb));
        Rgb = rgb;
        Width = width;
        Height = height;
        Index = index;
        Time = time;
    }

    /// <summary>Red, green and blue bytes, row by row, byte[H × W × 3].</summary>
    public byte[] Rgb { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Zero-based position in the source, in presentation order.</summary>
    public int Index { get; }

    /// <summary>Presentation time, from the first frame of the source.</summary>
    public TimeSpan Time { get; }

    /// <summary>The same picture at another place in a source.</summary>
    /// <param name="index">Zero-based position in the source.</param>
    /// <param name="time">Presentation time.</param>
    /// <returns>A frame that shares the bytes of this one.</returns>
    public Frame At(int index, TimeSpan time) => new(Rgb, Width, Height, index, time);

    /// <inheritdoc/>
    public override string ToString() => $"frame {Index} {Width}×{Height}";
}
