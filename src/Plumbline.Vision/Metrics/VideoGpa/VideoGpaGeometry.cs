namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Cameras and depth of the pictures that the reference looks at, or the reason why there are none.</summary>
public sealed record VideoGpaGeometry
{
    private VideoGpaGeometry(IReadOnlyList<GeometryView> views, string? absence) => (Views, Absence) = (views, absence);

    /// <summary>
    /// One view for every selected frame, in presentation order, each of the frame that its depth map names; empty when
    /// there is no geometry.
    /// </summary>
    public IReadOnlyList<GeometryView> Views { get; }

    /// <summary>One sentence saying why there is no geometry; absent when there is.</summary>
    public string? Absence { get; }

    /// <summary>No geometry could be found.</summary>
    /// <param name="reason">One sentence that a user understands.</param>
    /// <returns>Geometry without views.</returns>
    public static VideoGpaGeometry Absent(string reason) => new([], reason);

    /// <summary>Geometry that a model predicted on the selected square pictures.</summary>
    /// <param name="views">
    /// One view for every selected frame, in presentation order, with depth maps of one size that name their frames.
    /// </param>
    /// <returns>The geometry.</returns>
    /// <exception cref="ArgumentException">No views, depth maps of different sizes, or frames out of order.</exception>
    public static VideoGpaGeometry Of(IReadOnlyList<GeometryView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentOutOfRangeException.ThrowIfZero(views.Count);
        var (width, height) = (views[0].Depth.Width, views[0].Depth.Height);
        if (views.FirstOrDefault(view => view.Depth.Width != width || view.Depth.Height != height) is { } other)
            throw new ArgumentException(
                $"VideoGPA geometry: expected depth maps of {width}×{height}, " +
                $"got {other.Depth.Width}×{other.Depth.Height}.", nameof(views));
        for (var i = 1; i < views.Count; i++)
            if (views[i].Depth.FrameIndex <= views[i - 1].Depth.FrameIndex)
                throw new ArgumentException(
                    $"VideoGPA geometry: expected rising frame indices, got {views[i].Depth.FrameIndex} " +
                    $"after {views[i - 1].Depth.FrameIndex}.", nameof(views));
        return new(views, null);
    }

    /// <summary>
    /// Geometry that was estimated on whole frames, brought to the middle squares that the reference looks at.
    /// </summary>
    /// <param name="reconstruction">Cameras in source pixels, and dense depth of any size.</param>
    /// <param name="frameIndices">Indices of the selected frames in the source, rising.</param>
    /// <param name="sidePixels">Side of the resized square in pixels.</param>
    /// <returns>
    /// Geometry for every selected frame; absent when one of them is more than half a selection step away from every
    /// frame with a camera and depth.
    /// </returns>
    /// <remarks>
    /// Whoever reconstructs may sample other frames than the reference, so each selected frame is stood in for by the
    /// nearest one with geometry, and measured there. Where that is too far, the clip has no geometry: the reference
    /// measures every frame, and leaving out the ones that failed would flatter. Depth is taken from the nearest pixel,
    /// since a mean across an edge belongs to neither side.
    /// </remarks>
    public static VideoGpaGeometry Of(Reconstruction reconstruction, IReadOnlyList<int> frameIndices, int sidePixels)
    {
        ArgumentNullException.ThrowIfNull(reconstruction);
        ArgumentNullException.ThrowIfNull(frameIndices);
        var cameras = reconstruction.Views.ToDictionary(view => view.FrameIndex);
        var depths = reconstruction.DepthMaps.Where(map => cameras.ContainsKey(map.FrameIndex))
            .ToDictionary(map => map.FrameIndex);
        var stepFrames = frameIndices.Count > 1 ? (frameIndices[^1] - frameIndices[0]) / (frameIndices.Count - 1) : 0;
        int? NearestTo(int index) => depths.Keys.Where(known => Math.Abs(known - index) <= stepFrames / 2)
            .OrderBy(known => Math.Abs(known - index)).ThenBy(known => known).Select(known => (int?)known)
                .FirstOrDefault();

        var nearest = frameIndices.Select(NearestTo).ToList();
        var lacking = frameIndices.Where((_, i) => nearest[i] is null || (i > 0 && nearest[i] == nearest[i - 1]))
            .ToList();
        return lacking.Count > 0
            ? Absent($"No camera or no depth was found near frames {string.Join(", ", lacking)}.")
            : new([.. nearest.Select(index => Squared(cameras[index!.Value], depths[index.Value], sidePixels))], null);
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
