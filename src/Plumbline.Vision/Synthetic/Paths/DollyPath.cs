namespace Plumbline.Vision.Synthetic;

/// <summary>The camera moves along its view.</summary>
/// <param name="Metres">Length of the whole move; above 0 it moves forwards.</param>
public sealed record DollyPath(double Metres = 0.8) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase) =>
        new(home.Moved(phase * Metres * home.Forward).CameraFromWorld);
}
