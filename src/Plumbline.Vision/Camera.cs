namespace Plumbline.Vision;

/// <summary>Pinhole intrinsics in pixels; the centre of the first pixel is (0, 0).</summary>
/// <param name="Width">Picture width in pixels.</param>
/// <param name="Height">Picture height in pixels.</param>
/// <param name="Fx">Horizontal focal length in pixels.</param>
/// <param name="Fy">
/// Vertical focal length in pixels; differs from <paramref name="Fx"/> where pixels are not square.
/// </param>
/// <param name="Cx">Column of the principal point.</param>
/// <param name="Cy">Row of the principal point.</param>
public sealed record Camera(int Width, int Height, double Fx, double Fy, double Cx, double Cy)
{
    /// <summary>The calibration matrix.</summary>
    public Matrix3 K => new(Fx, 0, Cx, 0, Fy, Cy, 0, 0, 1);

    /// <summary>A camera with square pixels that looks through the middle of the picture.</summary>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="focalPixels">Focal length in pixels, greater than 0.</param>
    /// <returns>The camera.</returns>
    public static Camera Centred(int width, int height, double focalPixels) =>
        new(width, height, focalPixels, focalPixels, (width - 1) / 2.0, (height - 1) / 2.0);

    /// <summary>The same camera after the picture was resized, pixel areas kept aligned.</summary>
    /// <param name="width">New width in pixels.</param>
    /// <param name="height">New height in pixels.</param>
    /// <returns>The camera of the resized picture.</returns>
    public Camera Resized(int width, int height)
    {
        var (sx, sy) = ((double)width / Width, (double)height / Height);
        return new(width, height, Fx * sx, Fy * sy, (Cx + 0.5) * sx - 0.5, (Cy + 0.5) * sy - 0.5);
    }

    /// <summary>Where a point appears in the picture.</summary>
    /// <param name="pointInCamera">Point in front of the camera, Z above 0.</param>
    /// <returns>Pixel position; may lie outside the picture.</returns>
    public Point2 Project(Vector3 pointInCamera) =>
        new(Fx * pointInCamera.X / pointInCamera.Z + Cx, Fy * pointInCamera.Y / pointInCamera.Z + Cy);

    /// <summary>The point at unit depth that appears at a pixel.</summary>
    /// <param name="pixel">Pixel position.</param>
    /// <returns>Point in the camera's frame with Z = 1.</returns>
    public Vector3 Unproject(Point2 pixel) => new((pixel.X - Cx) / Fx, (pixel.Y - Cy) / Fy, 1);
}
