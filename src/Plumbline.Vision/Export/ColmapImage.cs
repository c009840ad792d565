namespace Plumbline.Vision.Export;

/// <summary>A registered frame in COLMAP's terms.</summary>
/// <param name="Id">Identifier, from 1.</param>
/// <param name="Rotation">Rotation of cameraFromWorld.</param>
/// <param name="Translation">Translation of cameraFromWorld.</param>
/// <param name="CameraId">Identifier of its intrinsics.</param>
/// <param name="Name">File name of the picture.</param>
/// <param name="Sightings">The points that it sees.</param>
public sealed record ColmapImage(
    int Id, Quaternion Rotation, Vector3 Translation, int CameraId, string Name,
    IReadOnlyList<ColmapSighting> Sightings);
