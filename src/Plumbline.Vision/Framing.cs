using Plumbline.Vision.Metrics;

namespace Plumbline.Vision;

/// <summary>Fits pictures, and the cameras that took them, to another size without distorting them.</summary>
/// <remarks>
/// The picture is scaled until it covers the new size and cropped evenly at the sides that stand out. Pixel areas stay
/// aligned, so a camera fitted in the same way sees the fitted picture.
/// </remarks>
public static class Framing
{
    /// <summary>Fits a picture.</summary>
    /// <param name="frame">A picture of any size.</param>
    /// <param name="width">New width in pixels, at least 1.</param>
    /// <param name="height">New height in pixels, at least 1.</param>
    /// <returns>The picture itself where nothing changes; else a new one with the same index and time.</returns>
    public static Frame Covering(Frame frame, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (scaledWidth, scaledHeight, left, top) = Fit(frame.Width, frame.Height, width, height);
        if (frame.Width == width && frame.Height == height)
            return frame;
        var scaled = AntialiasedResize.Resize(frame, scaledWidth, scaledHeight, ResampleFilter.Bicubic);
        var rgb = new byte[width * height * 3];
        for (var row = 0; row < height; row++)
        {
            scaled.Rgb.AsSpan(((top + row) * scaledWidth + left) * 3, width * 3).CopyTo(rgb.AsSpan(row * width * 3));
        }

        return new(rgb, width, height, frame.Index, frame.Time);
    }

    /// <summary>Fits the camera of a picture.</summary>
    /// <param name="camera">The camera of the picture as it was.</param>
    /// <param name="width">New width in pixels, at least 1.</param>
    /// <param name="height">New height in pixels, at least 1.</param>
    /// <returns>The camera of the fitted picture.</returns>
    public static Camera Covering(Camera camera, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(camera);
        var (scaledWidth, scaledHeight, left, top) = Fit(camera.Width, camera.Height, width, height);
        var scaled = camera.Resized(scaledWidth, scaledHeight);
        return scaled with { Width = width, Height = height, Cx = scaled.Cx - left, Cy = scaled.Cy - top };
    }

    private static (int Width, int Height, int Left, int Top) Fit(int oldWidth, int oldHeight, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var scale = Math.Max((double)width / oldWidth, (double)height / oldHeight);
        var scaledWidth = Math.Max(width, (int)Math.Round(oldWidth * scale));
        var scaledHeight = Math.Max(height, (int)Math.Round(oldHeight * scale));
        return (scaledWidth, scaledHeight, (scaledWidth - width) / 2, (scaledHeight - height) / 2);
    }
}
