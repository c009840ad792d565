namespace Plumbline.Vision.Synthetic;

/// <summary>The camera stands still and turns about the vertical.</summary>
/// <param name="AngleDegrees">Angle of the whole turn in degrees; above 0 it turns to the right.</param>
public sealed record PanPath(double AngleDegrees = 20) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase)
    {
        var turn = Rigid3.RotationFromAxisAngle(new(0, phase * AngleDegrees * Math.PI / 180, 0));
        return new((home with { Target = home.Eye + turn * (home.Target - home.Eye) }).CameraFromWorld);
    }
}
