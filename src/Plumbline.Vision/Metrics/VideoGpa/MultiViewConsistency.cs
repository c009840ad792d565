namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>
/// How well the depth of each picture, carried into the next camera, agrees with the depth found there (MVCS).
/// </summary>
/// <remarks>
/// VideoGPA at fb86241, <c>metrics/mvcs.py</c>. Known limits of the reference, kept: no test for occlusion, squared
/// world units (so the score depends on the scale of the reconstruction), and the depth beyond the last column and row
/// counts as 0.
/// </remarks>
public static class MultiViewConsistency
{
    /// <summary>exp(−mean squared depth disagreement) over neighbouring pictures.</summary>
    /// <param name="views">Views in presentation order, with depth maps of one size.</param>
    /// <returns>
    /// Consistency in (0, 1], higher is better; absent when no pixel of any view is seen by the next (the reference
    /// writes 0).
    /// </returns>
    public static double? Score(IReadOnlyList<GeometryView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        var errors = views.Zip(views.Skip(1), SquaredDisagreement).OfType<double>().ToList();
        return errors.Count > 0 ? Math.Exp(-errors.Average()) : null;
    }

    /// <summary>Mean squared difference between depth carried over from one view and depth found in the next.</summary>
    /// <param name="from">The view whose pixels are carried over.</param>
    /// <param name="to">The view that they are compared with.</param>
    /// <returns>Error in squared world units, lower is better; absent when no pixel is seen by both.</returns>
    public static double? SquaredDisagreement(GeometryView from, GeometryView to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Depth.Width, from.Depth.Width);
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Depth.Height, from.Depth.Height);
        var pixelToRay = from.Calibration.Inverse();
        // Not the transpose: a predicted rotation is orthonormal to six digits only, and the reference inverts it.
        var rotation = to.CameraFromWorld.Rotation * from.CameraFromWorld.Rotation.Inverse();
        var toFromFrom = new Rigid3(
            rotation, to.CameraFromWorld.Translation - rotation * from.CameraFromWorld.Translation);
        var (sum, count) = (0.0, 0L);
        for (var row = 0; row < from.Depth.Height; row++)
        {
            for (var column = 0; column < from.Depth.Width; column++)
            {
                var pixel = row * from.Depth.Width + column;
                if (from.Depth.Confidence[pixel] <= 0)
                    continue;
                var pointInFrom = (double)from.Depth.Depth[pixel] * (pixelToRay * new Vector3(column, row, 1));
                var pointInTo = toFromFrom * pointInFrom;
                var projected = to.Calibration * pointInTo;
                var z = Math.Max(projected.Z, 1e-8);
                if (pointInTo.Z > 0 && DepthAt(to.Depth, projected.X / z, projected.Y / z) is { } found)
                {
                    sum += (found - pointInTo.Z) * (found - pointInTo.Z);
                    count++;
                }
            }
        }

        return count > 0 ? sum / count : null;
    }

    /// <summary>
    /// Bilinear depth inside [0, W) × [0, H), with zeros beyond the last pixel; absent outside, and where depth has
    /// holes.
    /// </summary>
    private static double? DepthAt(DepthMap map, double x, double y)
    {
        if (!(x >= 0 && x < map.Width && y >= 0 && y < map.Height))
            return null;
        var (left, top) = ((int)x, (int)y);
        var depth = 0.0;
        for (var row = top; row <= Math.Min(top + 1, map.Height - 1); row++)
        {
            for (var column = left; column <= Math.Min(left + 1, map.Width - 1); column++)
            {
                var weight = (1 - Math.Abs(x - column)) * (1 - Math.Abs(y - row));
                var pixel = row * map.Width + column;
                if (weight > 0 && map.Confidence[pixel] <= 0)
                    return null;
                depth += weight > 0 ? weight * map.Depth[pixel] : 0;
            }
        }

        return depth;
    }
}
