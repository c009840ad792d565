namespace Plumbline.Vision.Synthetic;

/// <summary>A rectangle of the picture, pixels; the centre of the first pixel is (0, 0).</summary>
/// <param name="Left">Smallest column.</param>
/// <param name="Top">Smallest row.</param>
/// <param name="Right">Largest column.</param>
/// <param name="Bottom">Largest row.</param>
internal readonly record struct PixelBox(float Left, float Top, float Right, float Bottom)
{
    // Rays at edges are spread over their pixel.
    private const float MarginPixels = 1;

    private static readonly PixelBox Everything = new(
        float.NegativeInfinity, float.NegativeInfinity, float.PositiveInfinity, float.PositiveInfinity);

    private static readonly PixelBox Nothing = new(
        float.PositiveInfinity, float.PositiveInfinity, float.NegativeInfinity, float.NegativeInfinity);

    /// <summary>Whether two rectangles share a point.</summary>
    public bool Meets(in PixelBox other) =>
        Left <= other.Right && other.Left <= Right && Top <= other.Bottom && other.Top <= Bottom;

    /// <summary>A rectangle that holds all of a solid that the camera sees.</summary>
    /// <param name="solid">The solid.</param>
    /// <param name="view">The camera.</param>
    public static PixelBox Around(PlacedSolid solid, View view)
    {
        var points = solid.Outline
            .Select(p => view.CameraFromWorld * new Vector3(p.X, p.Y, p.Z)).ToArray();
        var (nearest, furthest) = (points.Min(p => p.Z), points.Max(p => p.Z));
        if (!solid.IsFlat)
            return AroundBall(points[0], solid.BoundingRadius, view.Camera);
        if (furthest <= 0)
            return Nothing;
        // A panel that reaches behind the camera has no finite outline.
        if (nearest < 0.01)
            return Everything;
        var pixels = Array.ConvertAll(points, view.Camera.Project);
        return new(
            (float)pixels.Min(p => p.X) - MarginPixels, (float)pixels.Min(p => p.Y) - MarginPixels,
            (float)pixels.Max(p => p.X) + MarginPixels, (float)pixels.Max(p => p.Y) + MarginPixels);
    }

    private static PixelBox AroundBall(Vector3 middle, double radius, Camera camera)
    {
        if (middle.Z + radius <= 0)
            return Nothing;
        if (middle.Z <= 1.01 * radius)
            return Everything;
        var ((left, right), (top, bottom)) = (Slopes(middle.X, middle.Z, radius), Slopes(middle.Y, middle.Z, radius));
        return new(
            (float)(camera.Fx * left + camera.Cx) - MarginPixels,
            (float)(camera.Fy * top + camera.Cy) - MarginPixels,
            (float)(camera.Fx * right + camera.Cx) + MarginPixels,
            (float)(camera.Fy * bottom + camera.Cy) + MarginPixels);
    }

    // The two lines from the camera that touch a circle.
    private static (double Low, double High) Slopes(double across, double depth, double radius)
    {
        var middle = Math.Atan2(across, depth);
        var half = Math.Asin(radius / Math.Sqrt(across * across + depth * depth));
        return (Math.Tan(middle - half), Math.Tan(middle + half));
    }
}
