namespace Plumbline.Vision.Export;

/// <summary>A point of the sparse model in COLMAP's terms.</summary>
/// <param name="Id">Identifier, from 1.</param>
/// <param name="Position">Position in the world.</param>
/// <param name="Red">Red of its colour.</param>
/// <param name="Green">Green of its colour.</param>
/// <param name="Blue">Blue of its colour.</param>
/// <param name="ErrorPixels">Mean reprojection error in pixels; lower is better.</param>
/// <param name="Track">Each sighting: identifier of the image, and index into its sightings.</param>
public sealed record ColmapPoint(
    int Id, Vector3 Position, byte Red, byte Green, byte Blue, double ErrorPixels,
    IReadOnlyList<(int ImageId, int SightingIndex)> Track);
