using Plumbline.Vision.Native;

namespace Plumbline.Vision.Features;

/// <summary>Finds corners and follows them from picture to picture.</summary>
/// <remarks>
/// Shi and Tomasi, "Good features to track", CVPR 1994; Lucas and Kanade 1981 in pyramids, Bouguet 2001, as OpenCV
/// implements both.
/// </remarks>
internal static unsafe class PointTracking
{
    // Levels above the full picture; the search follows steps of about window × 2^levels / 2 pixels.
    private const int Levels = 3;

    /// <summary>Corners of a picture, strongest first.</summary>
    /// <param name="gray">Grey levels, byte[H × W].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="most">The most corners, at least 1.</param>
    /// <param name="quality">Weakest corner as a share of the strongest, above 0 and below 1.</param>
    /// <param name="spacingPixels">Least distance of two corners.</param>
    /// <returns>Pixels x, y, float[N × 2].</returns>
    public static float[] Corners(
        ReadOnlySpan<byte> gray, int width, int height, int most, double quality, double spacingPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gray.Length, width * height);
        VisionLibrary.EnsureLoaded();
        var points = new float[2 * most];
        fixed (byte* picture = gray)
        fixed (float* found = points)
        {
            var count = VisionLibrary.Check(
                VisionMethods.Corners(picture, width, height, most, quality, spacingPixels, 3, found));
            return points[..(2 * count)];
        }
    }

    /// <summary>Follows points from one picture to another.</summary>
    /// <param name="from">Grey levels of the first picture, byte[H × W].</param>
    /// <param name="to">Grey levels of the second, byte[H × W].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="points">Pixels in the first picture, float[N × 2].</param>
    /// <param name="start">Where the search starts in the second, float[N × 2].</param>
    /// <param name="windowPixels">Side of the square that is compared, odd, at least 5.</param>
    /// <param name="leastTexture">
    /// Smaller eigenvalue of the window's structure tensor per pixel, in OpenCV's scale; below it a point is lost.
    /// </param>
    /// <returns>Pixels in the second picture, float[N × 2], and which points were found inside it.</returns>
    public static (float[] Points, bool[] Found) Follow(
        ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int width, int height, ReadOnlySpan<float> points,
        ReadOnlySpan<float> start, int windowPixels, double leastTexture)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(from.Length, width * height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Length, width * height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(start.Length, points.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowPixels, 5);
        VisionLibrary.EnsureLoaded();
        var (targets, found) = (start.ToArray(), new byte[points.Length / 2]);
        if (found.Length == 0)
            return (targets, []);
        fixed (byte* a = from, b = to, status = found)
        fixed (float* sources = points, ends = targets)
            VisionLibrary.Check(VisionMethods.TrackPoints(
                a, b, width, height, sources, found.Length, windowPixels, Levels, leastTexture, ends, status));
        return (targets, Array.ConvertAll(found, one => one != 0));
    }
}
