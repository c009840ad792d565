namespace Plumbline.Vision.Export;

/// <summary>A point where one image sees it; the centre of the first pixel is (0.5, 0.5).</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="PointId">Identifier of the point.</param>
public readonly record struct ColmapSighting(double X, double Y, int PointId);
