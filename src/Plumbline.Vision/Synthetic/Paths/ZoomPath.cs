namespace Plumbline.Vision.Synthetic;

/// <summary>The camera stands still and its focal length changes.</summary>
/// <param name="Factor">Focal length of the last frame over that of the first; above 1 it zooms in.</param>
public sealed record ZoomPath(double Factor = 1.4) : CameraPath
{
    /// <inheritdoc/>
    private protected override CameraPose PoseAtPhase(Viewpoint home, double phase) =>
        new(home.CameraFromWorld, Math.Pow(Factor, phase));
}
