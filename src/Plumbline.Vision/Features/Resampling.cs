using Plumbline.Vision.Native;

namespace Plumbline.Vision.Features;

/// <summary>Resizing, grey conversion and blur, as OpenCV computes them.</summary>
public static unsafe class Resampling
{
    private const int Bytes = 0;
    private const int Floats = 5;

    /// <summary>Resizes 8-bit pictures.</summary>
    /// <param name="source">Samples, row by row, byte[H × W × C].</param>
    /// <param name="width">Width of the source in pixels.</param>
    /// <param name="height">Height of the source in pixels.</param>
    /// <param name="channels">Samples per pixel, 1 to 4.</param>
    /// <param name="targetWidth">New width in pixels.</param>
    /// <param name="targetHeight">New height in pixels.</param>
    /// <param name="interpolation">How new samples are made.</param>
    /// <returns>Resized samples, byte[targetHeight × targetWidth × C].</returns>
    /// <remarks>OpenCV <c>cv::resize</c>: pixel areas stay aligned, source = (target + 0.5) × scale − 0.5.</remarks>
    public static byte[] Resize(
        ReadOnlySpan<byte> source, int width, int height, int channels, int targetWidth, int targetHeight,
        Interpolation interpolation)
    {
        Require(source.Length, width, height, channels);
        VisionLibrary.EnsureLoaded();
        var target = new byte[checked(targetWidth * targetHeight * channels)];
        fixed (byte* from = source, to = target)
            VisionLibrary.Check(VisionMethods.Resize(
                from, width, height, channels, Bytes, to, targetWidth, targetHeight, (int)interpolation));
        return target;
    }

    /// <summary>Resizes single-precision maps.</summary>
    /// <param name="source">Samples, row by row, float[H × W × C].</param>
    /// <param name="width">Width of the source in pixels.</param>
    /// <param name="height">Height of the source in pixels.</param>
    /// <param name="channels">Samples per pixel, 1 to 4.</param>
    /// <param name="targetWidth">New width in pixels.</param>
    /// <param name="targetHeight">New height in pixels.</param>
    /// <param name="interpolation">How new samples are made.</param>
    /// <returns>Resized samples, float[targetHeight × targetWidth × C].</returns>
    public static float[] Resize(
        ReadOnlySpan<float> source, int width, int height, int channels, int targetWidth, int targetHeight,
        Interpolation interpolation)
    {
        Require(source.Length, width, height, channels);
        VisionLibrary.EnsureLoaded();
        var target = new float[checked(targetWidth * targetHeight * channels)];
        fixed (float* from = source, to = target)
            VisionLibrary.Check(VisionMethods.Resize(
                from, width, height, channels, Floats, to, targetWidth, targetHeight, (int)interpolation));
        return target;
    }

    /// <summary>Brightness of an RGB picture.</summary>
    /// <param name="rgb">RGB bytes, row by row, byte[H × W × 3].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <returns>Grey levels, byte[H × W].</returns>
    /// <remarks>ITU-R BT.601 weights in fixed point: (9798 R + 19235 G + 3735 B + 16384) / 32768.</remarks>
    public static byte[] Gray(ReadOnlySpan<byte> rgb, int width, int height)
    {
        Require(rgb.Length, width, height, 3);
        VisionLibrary.EnsureLoaded();
        var gray = new byte[width * height];
        fixed (byte* from = rgb, to = gray)
            VisionLibrary.Check(VisionMethods.Gray(from, width, height, to));
        return gray;
    }

    /// <summary>Gaussian blur with replicated borders.</summary>
    /// <param name="source">Samples, row by row, float[H × W].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="sigmaPixels">Standard deviation in pixels, above 0.</param>
    /// <returns>Blurred samples, float[H × W].</returns>
    public static float[] GaussianBlur(ReadOnlySpan<float> source, int width, int height, double sigmaPixels)
    {
        Require(source.Length, width, height, 1);
        VisionLibrary.EnsureLoaded();
        var target = new float[source.Length];
        fixed (float* from = source, to = target)
            VisionLibrary.Check(VisionMethods.GaussianBlur(from, width, height, 1, Floats, sigmaPixels, to));
        return target;
    }

    /// <summary>Gaussian blur of 8-bit samples with replicated borders.</summary>
    /// <param name="source">Samples, row by row, byte[H × W × C].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">Samples per pixel, 1 to 4.</param>
    /// <param name="sigmaPixels">Standard deviation in pixels, above 0.</param>
    /// <returns>Blurred samples, byte[H × W × C].</returns>
    public static byte[] GaussianBlur(
        ReadOnlySpan<byte> source, int width, int height, int channels, double sigmaPixels)
    {
        Require(source.Length, width, height, channels);
        VisionLibrary.EnsureLoaded();
        var target = new byte[source.Length];
        fixed (byte* from = source, to = target)
            VisionLibrary.Check(VisionMethods.GaussianBlur(from, width, height, channels, Bytes, sigmaPixels, to));
        return target;
    }

    private static void Require(int length, int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (length != (long)width * height * channels)
            throw new ArgumentException(
                $"Picture: expected {(long)width * height * channels} samples for "
                + $"{width}×{height}×{channels}, got {length}.");
    }
}
