namespace Plumbline.Vision.Export;

/// <summary>Coloured points in the world of a reconstruction.</summary>
/// <param name="Positions">Positions in world units, one for each point.</param>
/// <param name="Rgb">Red, green and blue bytes, byte[N × 3].</param>
public sealed record PointCloud(IReadOnlyList<Vector3> Positions, byte[] Rgb)
{
    /// <summary>The points of the sparse model.</summary>
    /// <param name="reconstruction">The reconstruction.</param>
    /// <returns>One point for each point of the model, in its order.</returns>
    public static PointCloud Sparse(Reconstruction reconstruction)
    {
        ArgumentNullException.ThrowIfNull(reconstruction);
        return new(
            [.. reconstruction.Points.Select(point => point.Position)],
            [.. reconstruction.Points.SelectMany(point => (byte[])[point.Red, point.Green, point.Blue])]);
    }

    /// <summary>The pixels of every depth map, moved into the world.</summary>
    /// <param name="reconstruction">The reconstruction.</param>
    /// <param name="video">The clip, for colours; holds every frame that has a depth map.</param>
    /// <param name="minimumConfidence">Least confidence of a pixel that becomes a point, above 0 up to 1.</param>
    /// <returns>One point for each pixel with depth, frame by frame and row by row.</returns>
    public static PointCloud Dense(Reconstruction reconstruction, Video video, double minimumConfidence = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(reconstruction);
        ArgumentNullException.ThrowIfNull(video);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumConfidence);
        var views = reconstruction.Views.ToDictionary(view => view.FrameIndex);
        var frames = video.Frames.ToDictionary(frame => frame.Index);
        var positions = new List<Vector3>();
        var rgb = new List<byte>();
        foreach (var map in reconstruction.DepthMaps)
            Append(map, views[map.FrameIndex], frames[map.FrameIndex], minimumConfidence, positions, rgb);
        return new(positions, [.. rgb]);
    }

    private static void Append(
        DepthMap map, View view, Frame frame, double minimumConfidence, List<Vector3> positions, List<byte> rgb)
    {
        var camera = view.Camera.Resized(map.Width, map.Height);
        var worldFromCamera = view.CameraFromWorld.Inverse();
        for (var y = 0; y < map.Height; y++)
        {
            for (var x = 0; x < map.Width; x++)
            {
                var i = y * map.Width + x;
                if (map.Confidence[i] < minimumConfidence)
                    continue;
                positions.Add(worldFromCamera * (map.Depth[i] * camera.Unproject(new(x, y))));
                // The source pixel under the centre of the map's pixel.
                var sourceX = (int)((x + 0.5) * frame.Width / map.Width);
                var sourceY = (int)((y + 0.5) * frame.Height / map.Height);
                rgb.AddRange(frame.Rgb.AsSpan((sourceY * frame.Width + sourceX) * 3, 3));
            }
        }
    }
}
