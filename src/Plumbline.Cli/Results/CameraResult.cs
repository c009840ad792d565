namespace Plumbline.Cli.Results;

/// <summary>The camera of one frame, in source pixels; the centre of the first pixel is (0, 0).</summary>
/// <param name="Frame">Zero-based position of the frame in the source.</param>
/// <param name="Fx">Horizontal focal length in pixels.</param>
/// <param name="Fy">Vertical focal length in pixels.</param>
/// <param name="Cx">Column of the principal point.</param>
/// <param name="Cy">Row of the principal point.</param>
/// <param name="CameraFromWorld">[R | t] row by row, 12 numbers; X right, Y down, Z forward.</param>
internal sealed record CameraResult(
    int Frame, double Fx, double Fy, double Cx, double Cy, IReadOnlyList<double> CameraFromWorld);
