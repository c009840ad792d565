using System.Text;
using static System.FormattableString;

namespace Plumbline.Vision.Export;

/// <summary>COLMAP's text model: three files, one line for a camera or a point, two for an image.</summary>
internal static class ColmapText
{
    /// <summary>Writes the three files.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string folder, ColmapModel model)
    {
        WriteLines(Path.Combine(folder, "cameras.txt"),
        [
            "# Camera list with one line of data per camera:",
            "#   CAMERA_ID, MODEL, WIDTH, HEIGHT, PARAMS[]",
            .. model.Cameras.Select(camera =>
                Invariant($"{camera.Id} PINHOLE {camera.Width} {camera.Height} ")
                    + Invariant($"{camera.Fx:R} {camera.Fy:R} {camera.Cx:R} {camera.Cy:R}")),
        ]);
        WriteLines(Path.Combine(folder, "images.txt"),
        [
            "# Image list with two lines of data per image:",
            "#   IMAGE_ID, QW, QX, QY, QZ, TX, TY, TZ, CAMERA_ID, NAME",
            "#   POINTS2D[] as (X, Y, POINT3D_ID)",
            .. model.Images.SelectMany(image => (string[])
            [
                Invariant($"{image.Id} {image.Rotation.W:R} {image.Rotation.X:R} ")
                    + Invariant($"{image.Rotation.Y:R} {image.Rotation.Z:R} ")
                    + Invariant($"{image.Translation.X:R} {image.Translation.Y:R} {image.Translation.Z:R} ")
                    + Invariant($"{image.CameraId} {image.Name}"),
                string.Join(' ', image.Sightings.Select(sighting =>
                    Invariant($"{sighting.X:R} {sighting.Y:R} {sighting.PointId}"))),
            ]),
        ]);
        WriteLines(Path.Combine(folder, "points3D.txt"),
        [
            "# 3D point list with one line of data per point:",
            "#   POINT3D_ID, X, Y, Z, R, G, B, ERROR, TRACK[] as (IMAGE_ID, POINT2D_IDX)",
            .. model.Points.Select(point => string.Join(' ',
            [
                Invariant($"{point.Id} {point.Position.X:R} {point.Position.Y:R} {point.Position.Z:R}"),
                Invariant($"{point.Red} {point.Green} {point.Blue} {point.ErrorPixels:R}"),
                .. point.Track.Select(sighting => Invariant($"{sighting.ImageId} {sighting.SightingIndex}")),
            ])),
        ]);
    }

    private static void WriteLines(string path, IEnumerable<string> lines) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var line in lines)
            writer.WriteLine(line);
    });
}
