using System.Text;

namespace Plumbline.Vision.Export;

/// <summary>COLMAP's binary model: three little-endian files, each led by a count.</summary>
internal static class ColmapBinary
{
    private const int PinholeModelId = 1;

    /// <summary>Writes the three files.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string folder, ColmapModel model)
    {
        WriteAll(Path.Combine(folder, "cameras.bin"), model.Cameras, (writer, camera) =>
        {
            writer.Write(camera.Id);
            writer.Write(PinholeModelId);
            writer.Write((ulong)camera.Width);
            writer.Write((ulong)camera.Height);
            WriteDoubles(writer, [camera.Fx, camera.Fy, camera.Cx, camera.Cy]);
        });
        WriteAll(Path.Combine(folder, "images.bin"), model.Images, (writer, image) =>
        {
            writer.Write(image.Id);
            WriteDoubles(writer, [image.Rotation.W, image.Rotation.X, image.Rotation.Y, image.Rotation.Z]);
            WriteDoubles(writer, [image.Translation.X, image.Translation.Y, image.Translation.Z]);
            writer.Write(image.CameraId);
            writer.Write(Encoding.UTF8.GetBytes(image.Name));
            writer.Write((byte)0);
            writer.Write((ulong)image.Sightings.Count);
            foreach (var sighting in image.Sightings)
            {
                WriteDoubles(writer, [sighting.X, sighting.Y]);
                writer.Write((long)sighting.PointId);
            }
        });
        WriteAll(Path.Combine(folder, "points3D.bin"), model.Points, (writer, point) =>
        {
            writer.Write((ulong)point.Id);
            WriteDoubles(writer, [point.Position.X, point.Position.Y, point.Position.Z]);
            writer.Write([point.Red, point.Green, point.Blue]);
            writer.Write(point.ErrorPixels);
            writer.Write((ulong)point.Track.Count);
            foreach (var (imageId, sightingIndex) in point.Track)
            {
                writer.Write(imageId);
                writer.Write(sightingIndex);
            }
        });
    }

    private static void WriteAll<TItem>(string path, IReadOnlyList<TItem> items, Action<BinaryWriter, TItem> write) =>
        AtomicFile.Write(path, stream =>
        {
            using var writer = new BinaryWriter(stream);
            writer.Write((ulong)items.Count);
            foreach (var item in items)
                write(writer, item);
        });

    private static void WriteDoubles(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            writer.Write(value);
    }
}
