namespace Plumbline.Vision.Export;

/// <summary>A reconstruction in COLMAP's terms, written as its text or its binary model.</summary>
/// <remarks>
/// COLMAP's poses are cameraFromWorld with X right, Y down, Z forward, as here. Its pixels are not: there the corner of
/// the first pixel is (0, 0) and its centre (0.5, 0.5), so half a pixel is added to every position and principal point.
/// Identifiers start at 1. Checked by reading the result with COLMAP 3.8 (<c>colmap model_converter</c>) and against
/// its
/// <c>scripts/python/read_write_model.py</c> at commit 09e7fa9.
/// </remarks>
public sealed class ColmapModel
{
    private const double PixelCentre = 0.5;

    private ColmapModel(
        IReadOnlyList<ColmapCamera> cameras, IReadOnlyList<ColmapImage> images, IReadOnlyList<ColmapPoint> points)
    {
        Cameras = cameras;
        Images = images;
        Points = points;
    }

    /// <summary>Every set of intrinsics once, by rising identifier.</summary>
    public IReadOnlyList<ColmapCamera> Cameras { get; }

    /// <summary>The registered frames in presentation order.</summary>
    public IReadOnlyList<ColmapImage> Images { get; }

    /// <summary>The points of the sparse model.</summary>
    public IReadOnlyList<ColmapPoint> Points { get; }

    /// <summary>Puts a reconstruction into COLMAP's terms.</summary>
    /// <param name="reconstruction">The reconstruction.</param>
    /// <returns>The model; images are named by their frame: <c>00012.png</c>.</returns>
    public static ColmapModel From(Reconstruction reconstruction)
    {
        ArgumentNullException.ThrowIfNull(reconstruction);
        var cameraIds = new Dictionary<Camera, int>();
        foreach (var view in reconstruction.Views)
            cameraIds.TryAdd(view.Camera, cameraIds.Count + 1);

        var sightings = reconstruction.Views.Select(_ => new List<ColmapSighting>()).ToList();
        var points = new List<ColmapPoint>(reconstruction.Points.Count);
        foreach (var point in reconstruction.Points)
        {
            var id = points.Count + 1;
            var track = new List<(int ImageId, int SightingIndex)>(point.Track.Count);
            foreach (var (view, pixel) in point.Track)
            {
                track.Add((view + 1, sightings[view].Count));
                sightings[view].Add(new(pixel.X + PixelCentre, pixel.Y + PixelCentre, id));
            }

            points.Add(new(id, point.Position, point.Red, point.Green, point.Blue, point.ErrorPixels, track));
        }

        return new(
            [.. cameraIds.Select(pair => new ColmapCamera(
                pair.Value, pair.Key.Width, pair.Key.Height, pair.Key.Fx, pair.Key.Fy, pair.Key.Cx + PixelCentre,
                pair.Key.Cy + PixelCentre))],
            [.. reconstruction.Views.Select((view, i) => new ColmapImage(
                i + 1, Quaternion.FromRotation(view.CameraFromWorld.Rotation), view.CameraFromWorld.Translation,
                cameraIds[view.Camera], $"{view.FrameIndex:00000}.png", sightings[i]))],
            points);
    }

    /// <summary>Writes <c>cameras.txt</c>, <c>images.txt</c> and <c>points3D.txt</c>.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public void WriteText(string folder) => ColmapText.Write(folder, this);

    /// <summary>Writes <c>cameras.bin</c>, <c>images.bin</c> and <c>points3D.bin</c>.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public void WriteBinary(string folder) => ColmapBinary.Write(folder, this);
}
