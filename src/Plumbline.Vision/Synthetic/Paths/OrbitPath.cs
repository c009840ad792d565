namespace Plumbline.Vision.Synthetic;

/// <summary>The camera circles the target at one height and keeps looking at it.</summary>
/// <param name="AngleDegrees">Angle of the whole arc in degrees; above 0 the camera moves to its right.</param>
public sealed record OrbitPath(double AngleDegrees = 20) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase)
    {
        // With Y down, a turn by a negative angle about Y takes the eye, which looks forward at the target, to its
        // right.
        var turn = Rigid3.RotationFromAxisAngle(new(0, -phase * AngleDegrees * Math.PI / 180, 0));
        return new((home with { Eye = home.Target + turn * (home.Eye - home.Target) }).CameraFromWorld);
    }
}
