namespace Plumbline.Vision;

/// <summary>A point in the picture, in pixels; the centre of the first pixel is (0, 0).</summary>
/// <param name="X">Column, growing to the right.</param>
/// <param name="Y">Row, growing downwards.</param>
public readonly record struct Point2(double X, double Y);
