namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Cameras and depth of the pictures that the reference looks at, or the reason why there are none.</summary>
public sealed record VideoGpaGeometry
{
    private VideoGpaGeometry(IReadOnlyList<GeometryView> views, string? absence) => (Views, Absence) = (views, absence);

    /// <summary>One view for every selected frame, in presentation order; empty when there is no geometry.</summary>
    public IReadOnlyList<GeometryView> Views { get; }

    /// <summary>One sentence saying why there is no geometry; absent when there is.</summary>
    public string? Absence { get; }

    /// <summary>No geometry could be found.</summary>
    /// <param name="reason">One sentence that a user understands.</param>
    /// <returns>Geometry without views.</returns>
    public static VideoGpaGeometry Absent(string reason) => new([], reason);

    /// <summary>Geometry that a model predicted on the selected square pictures.</summary>
    /// <param name="views">One view for every selected frame, in presentation order, with depth maps of one
    /// size.</param>
    /// <returns>The geometry.</returns>
    /// <exception cref="ArgumentException">No views, or depth maps of different sizes.</exception>
    public static VideoGpaGeometry Of(IReadOnlyList<GeometryView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentOutOfRangeException.ThrowIfZero(views.Count);
        var (width, height) = (views[0].Depth.Width, views[0].Depth.Height);
        if (views.FirstOrDefault(view => view.Depth.Width != width || view.Depth.Height != height) is { } other)
            throw new ArgumentException(
                $"VideoGPA geometry: expected depth maps of {width}×{height}, " +
                $"got {other.Depth.Width}×{other.Depth.Height}.", nameof(views));
        return new(views, null);
    }

    /// <summary>
    /// Geometry that was estimated on whole frames, brought to the middle squares that the reference looks at.
    /// </summary>
    /// <param name="reconstruction">Cameras in source pixels, and dense depth of any size.</param>
    /// <param name="frameIndices">Indices of the selected frames in the source.</param>
    /// <param name="sidePixels">Side of the resized square in pixels.</param>
    /// <returns>Geometry of every selected frame; absent when one of them has no camera or no depth.</returns>
    /// <remarks>
    /// Depth is taken from the nearest pixel, since a mean across an edge belongs to neither side. A frame that could
    /// not be
    /// registered takes the geometry of the clip away: the reference measures every frame, and leaving out the worst
    /// would flatter.
    /// </remarks>
    public static VideoGpaGeometry Of(Reconstruction reconstruction, IReadOnlyList<int> frameIndices, int sidePixels)
    {
        ArgumentNullException.ThrowIfNull(reconstruction);
        ArgumentNullException.ThrowIfNull(frameIndices);
        var cameras = reconstruction.Views.ToDictionary(view => view.FrameIndex);
        var depths = reconstruction.DepthMaps.ToDictionary(map => map.FrameIndex);
        var lacking = frameIndices.Where(index => !cameras.ContainsKey(index) || !depths.ContainsKey(index)).ToList();
        return lacking.Count > 0
            ? Absent($"No camera or no depth was found for frames {string.Join(", ", lacking)}.")
            : new([.. frameIndices.Select(index => Squared(cameras[index], depths[index], sidePixels))], null);
    }

    private static GeometryView Squared(View view, DepthMap map, int sidePixels)
    {
        var camera = view.Camera;
        var (left, top, side) = FrameSelection.CentreSquare(camera.Width, camera.Height);
        var square = new Camera(side, side, camera.Fx, camera.Fy, camera.Cx - left, camera.Cy - top)
            .Resized(sidePixels, sidePixels);
        var (depth, confidence) = (new float[sidePixels * sidePixels], new float[sidePixels * sidePixels]);
        for (var row = 0; row < sidePixels; row++)
        {
            var sourceRow = Nearest(top, side, sidePixels, row, camera.Height, map.Height);
            for (var column = 0; column < sidePixels; column++)
            {
                var source = sourceRow * map.Width + Nearest(left, side, sidePixels, column, camera.Width, map.Width);
                depth[row * sidePixels + column] = map.Depth[source];
                confidence[row * sidePixels + column] = map.Confidence[source];
            }
        }

        var squareMap = new DepthMap(view.FrameIndex, sidePixels, sidePixels, depth, confidence);
        return new(square.K, view.CameraFromWorld, squareMap);
    }

    /// <summary>
    /// From a pixel of the resized square to the frame, and on to the depth map, with pixel areas kept aligned.
    /// </summary>
    private static int Nearest(int first, int side, int sidePixels, int position, int frameLength, int mapLength)
    {
        var inFrame = first + (position + 0.5) * side / sidePixels;
        return Math.Clamp((int)(inFrame * mapLength / frameLength), 0, mapLength - 1);
    }
}
