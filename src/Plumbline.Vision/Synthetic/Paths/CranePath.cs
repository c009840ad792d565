namespace Plumbline.Vision.Synthetic;

/// <summary>The camera rises or sinks and keeps looking at the target.</summary>
/// <param name="Metres">Height of the whole move; above 0 it rises.</param>
public sealed record CranePath(double Metres = 0.6) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase) =>
        new((home with { Eye = home.Eye + new Vector3(0, -phase * Metres, 0) }).CameraFromWorld);
}
