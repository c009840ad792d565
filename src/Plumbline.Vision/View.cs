namespace Plumbline.Vision;

/// <summary>One frame of a video with the camera that took it.</summary>
/// <param name="FrameIndex">Zero-based position of the frame in the source.</param>
/// <param name="Camera">Intrinsics in source pixels.</param>
/// <param name="CameraFromWorld">
/// Pose: <c>pointInCamera = CameraFromWorld * pointInWorld</c>; X right, Y down, Z forward.
/// </param>
public sealed record View(int FrameIndex, Camera Camera, Rigid3 CameraFromWorld);
