namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>The geometry of one picture: its camera, and depth for its pixels.</summary>
/// <param name="Calibration">
/// Calibration matrix K in pixels of the depth map; the centre of the first pixel is (0, 0).
/// </param>
/// <param name="CameraFromWorld">Pose; X right, Y down, Z forward.</param>
/// <param name="Depth">Depth along the view, one value per pixel of the picture.</param>
public sealed record GeometryView(Matrix3 Calibration, Rigid3 CameraFromWorld, DepthMap Depth)
{
    /// <summary>
    /// Positions in the world that a model predicted for each pixel, float[H × W × 3]; from the depth when absent.
    /// </summary>
    /// <remarks>With VGGT the reference takes these from the point head even where it asks for depth.</remarks>
    public float[]? PointsInWorld { get; init; }

    /// <summary>Where each pixel lies in the world.</summary>
    /// <returns>Positions, row by row, float[H × W × 3]; meaningless where the depth has no confidence.</returns>
    /// <remarks>World point = worldFromCamera · (depth · K⁻¹ · (x, y, 1)).</remarks>
    public float[] WorldPoints()
    {
        if (PointsInWorld is not null)
            return PointsInWorld;
        var points = new float[3L * Depth.Width * Depth.Height];
        var pixelToRay = Calibration.Inverse();
        var worldFromCamera = CameraFromWorld.Inverse();
        for (var row = 0; row < Depth.Height; row++)
        {
            for (var column = 0; column < Depth.Width; column++)
            {
                var pixel = row * Depth.Width + column;
                var pointInCamera = (double)Depth.Depth[pixel] * (pixelToRay * new Vector3(column, row, 1));
                var pointInWorld = worldFromCamera * pointInCamera;
                points[3 * pixel] = (float)pointInWorld.X;
                points[3 * pixel + 1] = (float)pointInWorld.Y;
                points[3 * pixel + 2] = (float)pointInWorld.Z;
            }
        }

        return points;
    }
}
