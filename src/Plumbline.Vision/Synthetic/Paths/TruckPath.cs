namespace Plumbline.Vision.Synthetic;

/// <summary>The camera moves sideways and keeps its direction.</summary>
/// <param name="Metres">Length of the whole move; above 0 it moves to the right.</param>
public sealed record TruckPath(double Metres = 0.8) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase) =>
        new(home.Moved(phase * Metres * home.Right).CameraFromWorld);
}
