namespace Plumbline.Vision.Synthetic;

/// <summary>A place to film from: where the camera stands, what it looks at and how wide it sees.</summary>
/// <param name="Eye">Centre of the camera in the world, metres; Y points down.</param>
/// <param name="Target">The point in the middle of the picture, metres.</param>
/// <param name="FieldOfViewDegrees">Horizontal field of view in degrees, in (0, 180).</param>
public sealed record Viewpoint(Vector3 Eye, Vector3 Target, double FieldOfViewDegrees)
{
    private static readonly Vector3 Down = new(0, 1, 0);

    /// <summary>Unit vector along the view.</summary>
    public Vector3 Forward => Unit(Target - Eye);

    /// <summary>Unit vector to the right, always level.</summary>
    public Vector3 Right => Unit(Down.Cross(Forward));

    /// <summary>Distance from the camera to the target in metres.</summary>
    public double Distance => (Target - Eye).Length;

    /// <summary>The pose of a camera that stands here, upright.</summary>
    public Rigid3 CameraFromWorld
    {
        get
        {
            var (right, forward) = (Right, Forward);
            var down = forward.Cross(right);
            var rotation = new Matrix3(
                right.X, right.Y, right.Z,
                down.X, down.Y, down.Z,
                forward.X, forward.Y, forward.Z);
            return new(rotation, -(rotation * Eye));
        }
    }

    /// <summary>The same view from a place moved by an offset, looking the same way.</summary>
    /// <param name="offset">Offset in the world, metres.</param>
    /// <returns>The moved viewpoint.</returns>
    public Viewpoint Moved(Vector3 offset) => this with { Eye = Eye + offset, Target = Target + offset };

    /// <summary>Focal length for a picture width.</summary>
    /// <param name="width">Picture width in pixels.</param>
    /// <returns>Focal length in pixels.</returns>
    public double FocalPixels(int width) => width / 2.0 / Math.Tan(FieldOfViewDegrees * Math.PI / 360);

    private static Vector3 Unit(Vector3 vector) => 1 / vector.Length * vector;
}
