namespace Plumbline.Vision;

/// <summary>
/// The rays that cameras see along, as coordinates of lines in space: what a network is told of a camera path.
/// </summary>
/// <remarks>
/// A ray with centre o and unit direction d is (o × d, d): Plücker coordinates, the same for every point of the ray
/// (Hartley &amp; Zisserman, Multiple View Geometry, 2nd ed., section 3.2.2; as a condition, Sitzmann et al. 2021,
/// arXiv:2106.02634). In the frame of the first camera, so that where the world lies does not matter.
/// </remarks>
public static class PlueckerRays
{
    /// <summary>Numbers of one ray.</summary>
    public const int Channels = 6;

    /// <summary>The rays through the middles of a grid of picture cells.</summary>
    /// <param name="views">The camera of each frame, at least one.</param>
    /// <param name="rows">Cells along the height, h.</param>
    /// <param name="columns">Cells along the width, w.</param>
    /// <returns>float[6 · F · h · w], width fastest; the moment o × d is in the unit of the poses.</returns>
    /// <exception cref="ArgumentException">There is no view.</exception>
    public static float[] Of(IReadOnlyList<View> views, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (views.Count == 0)
            throw new ArgumentException("Plücker rays: expected at least one view, got none.", nameof(views));
        var rays = new float[Channels * views.Count * rows * columns];
        for (var frame = 0; frame < views.Count; frame++)
        {
            var camera = views[frame].Camera;
            var firstFromCamera = views[0].CameraFromWorld * views[frame].CameraFromWorld.Inverse();
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    Point2 pixel = new(
                        (column + 0.5) * camera.Width / columns - 0.5, (row + 0.5) * camera.Height / rows - 0.5);
                    var along = firstFromCamera.Rotation * camera.Unproject(pixel);
                    var direction = 1 / along.Length * along;
                    var moment = firstFromCamera.Translation.Cross(direction);
                    ReadOnlySpan<double> numbers = [
                        moment.X, moment.Y, moment.Z, direction.X, direction.Y, direction.Z];
                    for (var channel = 0; channel < Channels; channel++)
                        rays[((channel * views.Count + frame) * rows + row) * columns + column] =
                            (float)numbers[channel];
                }
            }
        }

        return rays;
    }
}
