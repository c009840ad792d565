using Plumbline.Vision;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Small pictures for lists.</summary>
internal static class Thumbnail
{
    private const int Quality = 72;

    /// <summary>Shrinks a frame by whole steps, averaging what falls together, and encodes it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="maximumSide">Longest side of the result in pixels, at least 1.</param>
    /// <returns>A JPEG; the frame's own size where that is smaller.</returns>
    public static byte[] Encode(Frame frame, int maximumSide)
    {
        var small = Shrink(frame, maximumSide);
        return JpegEncoder.Encode(small.Rgb, small.Width, small.Height, Quality);
    }

    /// <summary>Shrinks a frame by whole steps, averaging what falls together.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="maximumSide">Longest side of the result in pixels, at least 1.</param>
    /// <returns>The small frame; of the frame's own size where that is smaller.</returns>
    public static Frame Shrink(Frame frame, int maximumSide)
    {
        var factor = Math.Max(1, (Math.Max(frame.Width, frame.Height) + maximumSide - 1) / maximumSide);
        var (width, height) = (Math.Max(1, frame.Width / factor), Math.Max(1, frame.Height / factor));
        var small = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                Average(frame, x * factor, y * factor, factor, small.AsSpan((y * width + x) * 3, 3));
        }

        return new(small, width, height, frame.Index, frame.Time);
    }

    private static void Average(Frame frame, int left, int top, int factor, Span<byte> pixel)
    {
        var (right, bottom) = (Math.Min(left + factor, frame.Width), Math.Min(top + factor, frame.Height));
        var (red, green, blue) = (0, 0, 0);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var at = (y * frame.Width + x) * 3;
                red += frame.Rgb[at];
                green += frame.Rgb[at + 1];
                blue += frame.Rgb[at + 2];
            }
        }

        var count = (right - left) * (bottom - top);
        (pixel[0], pixel[1], pixel[2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
    }
}
