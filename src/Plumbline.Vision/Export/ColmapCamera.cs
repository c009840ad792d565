namespace Plumbline.Vision.Export;

/// <summary>Intrinsics in COLMAP's <c>PINHOLE</c> model; the centre of the first pixel is (0.5, 0.5).</summary>
/// <param name="Id">Identifier, from 1.</param>
/// <param name="Width">Picture width in pixels.</param>
/// <param name="Height">Picture height in pixels.</param>
/// <param name="Fx">Horizontal focal length in pixels.</param>
/// <param name="Fy">Vertical focal length in pixels.</param>
/// <param name="Cx">Column of the principal point.</param>
/// <param name="Cy">Row of the principal point.</param>
public sealed record ColmapCamera(int Id, int Width, int Height, double Fx, double Fy, double Cx, double Cy);
