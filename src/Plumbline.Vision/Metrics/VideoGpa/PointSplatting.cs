namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Renders coloured points as single pixels, the nearest in front.</summary>
/// <remarks>
/// VideoGPA at fb86241, <c>utils/projection_utils.py</c>, as it is meant: where the reference sorts points and lets a
/// GPU write them in any order, a depth buffer keeps the nearest, and of equals the first. Cost O(N + H · W).
/// </remarks>
public static class PointSplatting
{
    /// <summary>Renders one view.</summary>
    /// <param name="points">Points in the world.</param>
    /// <param name="calibration">Calibration matrix K in pixels; the centre of the first pixel is (0, 0).</param>
    /// <param name="cameraFromWorld">Pose of the camera.</param>
    /// <param name="width">Width of the picture in pixels.</param>
    /// <param name="height">Height of the picture in pixels.</param>
    /// <param name="background">Colour of pixels that no point covers.</param>
    /// <param name="frameIndex">Index that the picture carries.</param>
    /// <returns>The picture; all background when no point is in view.</returns>
    /// <remarks>
    /// Colours are cut off to whole levels. When no visible point has a level above 1, all are multiplied by 255: the
    /// reference takes them for numbers in [0, 1], which turns an almost black world bright.
    /// </remarks>
    public static Frame Render(
        ColouredPoints points, Matrix3 calibration, Rigid3 cameraFromWorld, int width, int height,
        (byte Red, byte Green, byte Blue) background = default, int frameIndex = 0)
    {
        ArgumentNullException.ThrowIfNull(points);
        var nearest = NearestPoints(points, calibration, cameraFromWorld, width, height, out var brightest);
        var scale = brightest <= 1 ? 255f : 1f;
        var rgb = new byte[3 * width * height];
        for (var pixel = 0; pixel < nearest.Length; pixel++)
        {
            var target = rgb.AsSpan(3 * pixel, 3);
            (target[0], target[1], target[2]) = background;
            if (nearest[pixel] >= 0)
                for (var c = 0; c < 3; c++)
                    target[c] = (byte)Math.Clamp(points.Colours[3 * nearest[pixel] + c] * scale, 0, 255);
        }

        return new(rgb, width, height, frameIndex);
    }

    private static int[] NearestPoints(
        ColouredPoints points, Matrix3 calibration, Rigid3 cameraFromWorld, int width, int height, out float brightest)
    {
        var nearest = new int[width * height];
        var depths = new double[width * height];
        Array.Fill(nearest, -1);
        Array.Fill(depths, double.PositiveInfinity);
        brightest = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var position = points.Positions.AsSpan(3 * i, 3);
            var projected = calibration * (cameraFromWorld * new Vector3(position[0], position[1], position[2]));
            // The reference adds 10⁻⁸ to the depth, which vanishes in its single precision.
            var column = Math.Round(projected.X / projected.Z, MidpointRounding.ToEven);
            var row = Math.Round(projected.Y / projected.Z, MidpointRounding.ToEven);
            if (!(projected.Z > 0 && column >= 0 && column < width && row >= 0 && row < height))
                continue;
            var colour = points.Colours.AsSpan(3 * i, 3);
            brightest = Math.Max(brightest, Math.Max(colour[0], Math.Max(colour[1], colour[2])));
            var pixel = (int)row * width + (int)column;
            if (projected.Z < depths[pixel])
                (nearest[pixel], depths[pixel]) = (i, projected.Z);
        }

        return nearest;
    }
}
