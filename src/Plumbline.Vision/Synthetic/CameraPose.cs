namespace Plumbline.Vision.Synthetic;

/// <summary>Where a camera is at one moment and how far it has zoomed in.</summary>
/// <param name="CameraFromWorld">Pose of the camera.</param>
/// <param name="Zoom">Factor on the focal length of the viewpoint, above 0.</param>
public readonly record struct CameraPose(Rigid3 CameraFromWorld, double Zoom = 1);
