namespace Plumbline.Vision;

/// <summary>A point of the sparse model and where it was seen.</summary>
/// <param name="Position">Position in the world.</param>
/// <param name="Red">Red of the point's colour.</param>
/// <param name="Green">Green of the point's colour.</param>
/// <param name="Blue">Blue of the point's colour.</param>
/// <param name="ErrorPixels">Mean reprojection error in source pixels; lower is better.</param>
/// <param name="Track">Each sighting: index into the views, and pixel in the source.</param>
public sealed record ScenePoint(
    Vector3 Position, byte Red, byte Green, byte Blue, double ErrorPixels,
    IReadOnlyList<(int View, Point2 Pixel)> Track);
