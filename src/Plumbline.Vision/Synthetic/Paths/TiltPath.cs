namespace Plumbline.Vision.Synthetic;

/// <summary>The camera stands still and turns about its horizontal axis.</summary>
/// <param name="AngleDegrees">Angle of the whole turn in degrees; above 0 it turns upwards.</param>
public sealed record TiltPath(double AngleDegrees = 12) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase)
    {
        var turn = Rigid3.RotationFromAxisAngle(phase * AngleDegrees * Math.PI / 180 * home.Right);
        return new((home with { Target = home.Eye + turn * (home.Target - home.Eye) }).CameraFromWorld);
    }
}
