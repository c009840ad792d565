using Plumbline.Vision.Features;

namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>The metrics of the VideoGPA reference, number for number, for comparison with published tables.</summary>
/// <example>
/// <code>
/// var indices = VideoGpaProfile.FrameIndices(sourceFrameCount: 49);
/// var metrics = VideoGpaProfile.Measure(video, VideoGpaGeometry.Absent("No geometry was estimated."));
/// </code>
/// </example>
/// <remarks>
/// Du et al., "VideoGPA", arXiv 2601.23286; behaviour checked against Hongyang-Du/VideoGPA at fb86241 as it is meant on
/// a CPU. Where the reference writes a made-up number (0, −1 or 100) for a failure, the value is absent here.
/// </remarks>
public static class VideoGpaProfile
{
    private const string NoWeights = "LPIPS needs the VGG-16 weights of ImageNet, which Plumbline does not carry.";
    private const string TooFewMatches = "No pair of neighbouring frames has 20 SIFT matches.";
    private const string NothingShared = "No pixel of any frame is seen by the next camera.";
    private const string NotFinite = "The geometry has depth or poses that are not finite.";
    private const string SmallPictures = "The pictures are smaller than the window of 11 pixels.";
    private const string EqualPictures = "The rendering equals the video: the ratio has no bound.";

    /// <summary>Which frames of a clip the reference looks at.</summary>
    /// <param name="sourceFrameCount">How many frames the source has, at least 1.</param>
    /// <param name="options">What the reference looks at; the pipelines' choices when absent.</param>
    /// <returns>Rising zero-based indices into the source.</returns>
    public static IReadOnlyList<int> FrameIndices(int sourceFrameCount, VideoGpaOptions? options = null) =>
        FrameSelection.Indices(sourceFrameCount, (options ?? VideoGpaOptions.Default).FrameCount);

    /// <summary>Measures a clip with the geometry of a reconstruction.</summary>
    /// <param name="video">
    /// The clip, with at least the frames of <see cref="FrameIndices"/>, and those of the reconstruction where they
    /// differ.
    /// </param>
    /// <param name="reconstruction">Cameras and dense depth, estimated on whole frames.</param>
    /// <param name="options">What the reference looks at; the pipelines' choices when absent.</param>
    /// <returns>All metrics of the reference, in the order of its tables.</returns>
    public static IReadOnlyList<VideoGpaMetric> Measure(
        Video video, Reconstruction reconstruction, VideoGpaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(video);
        options ??= VideoGpaOptions.Default;
        var indices = FrameIndices(video.SourceFrameCount, options);
        var given = video.Frames.Select(frame => frame.Index).ToHashSet();
        var seen = reconstruction with
        {
            Views = [.. reconstruction.Views.Where(view => given.Contains(view.FrameIndex))],
        };
        return Measure(video, VideoGpaGeometry.Of(seen, indices, options.SidePixels), options);
    }

    /// <summary>Measures a clip.</summary>
    /// <param name="video">The clip, with at least the frames of <see cref="FrameIndices"/>.</param>
    /// <param name="geometry">Cameras and depth of the selected frames, or the reason why there are none.</param>
    /// <param name="options">What the reference looks at; the pipelines' choices when absent.</param>
    /// <returns>All metrics of the reference, in the order of its tables.</returns>
    /// <exception cref="ArgumentException">
    /// The video lacks a selected frame, or the geometry does not have one view for each.
    /// </exception>
    public static IReadOnlyList<VideoGpaMetric> Measure(
        Video video, VideoGpaGeometry geometry, VideoGpaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(geometry);
        options ??= VideoGpaOptions.Default;
        options.Validate();
        var frames = Squares(video, FrameIndices(video.SourceFrameCount, options), options);
        var error = EpipolarConsistency.Mean(EpipolarConsistency.PairErrorsPixels(frames));
        var epipolar = Metric("epipolar", "px", VideoGpaDirection.Lower, error, TooFewMatches);
        return [.. GeometryMetrics(video, frames.Count, geometry, options), epipolar];
    }

    private static IEnumerable<VideoGpaMetric> GeometryMetrics(
        Video video, int selectedCount, VideoGpaGeometry geometry, VideoGpaOptions options)
    {
        double? error = null, ratio = null, similarity = null, consistency = null, motion = null;
        if (geometry.Absence is null)
        {
            if (geometry.Views.Count != selectedCount)
                throw new ArgumentException(
                    $"VideoGPA profile: expected a view for each of {selectedCount} selected frames, " +
                    $"got {geometry.Views.Count}.", nameof(geometry));
            var frames = Squares(video, [.. geometry.Views.Select(view => view.Depth.FrameIndex)], options);
            var seen = AtSizeOf(geometry.Views[0].Depth, frames);
            var reference = UnitPictures.OfFrames(seen);
            var prediction = UnitPictures.OfRenderings(Reprojections(reference, geometry.Views, options));
            error = PictureError.MeanSquared(reference, prediction);
            ratio = PictureError.PeakSignalToNoiseDecibels(reference, prediction);
            similarity = StructuralSimilarity.Mean(reference, prediction);
            consistency = MultiViewConsistency.Score(geometry.Views);
            motion = CameraMotion.Norm([.. geometry.Views.Select(view => view.CameraFromWorld)]);
        }

        string Absence(string ownReason) => geometry.Absence ?? ownReason;
        yield return Metric("mse", "1", VideoGpaDirection.Lower, error, Absence(NotFinite));
        yield return Metric("psnr", "dB", VideoGpaDirection.Higher, ratio, Absence(EqualPictures));
        yield return Metric("ssim", "1", VideoGpaDirection.Higher, similarity, Absence(SmallPictures));
        yield return Metric("lpips", "1", VideoGpaDirection.Lower, null, NoWeights);
        yield return Metric("consistencyScore", "1", VideoGpaDirection.Lower, null, NoWeights);
        yield return Metric("mvcs", "1", VideoGpaDirection.Higher, consistency, Absence(NothingShared));
        yield return Metric("motionNorm", "world units", VideoGpaDirection.Neither, motion, Absence(NotFinite));
    }

    /// <summary>Every selected view rendered from the points of all, its own included, as the reference does.</summary>
    private static IReadOnlyList<Frame> Reprojections(
        UnitPictures pictures, IReadOnlyList<GeometryView> views, VideoGpaOptions options)
    {
        float[] positions = [.. views.SelectMany(view => view.WorldPoints())];
        float[] confidences = [.. views.SelectMany(view => view.Depth.Confidence)];
        var points = ColouredPoints.OfMostConfident(positions, confidences, pictures, options.DroppedPointsPercent);
        var (width, height) = (pictures.Width, pictures.Height);
        return [.. views.AsParallel().AsOrdered().Select(view =>
            PointSplatting.Render(points, view.Calibration, view.CameraFromWorld, width, height))];
    }

    private static IReadOnlyList<Frame> Squares(Video video, IReadOnlyList<int> indices, VideoGpaOptions options)
    {
        var given = video.Frames.ToDictionary(frame => frame.Index);
        var lacking = indices.Where(index => !given.ContainsKey(index)).ToList();
        if (lacking.Count > 0)
            throw new ArgumentException(
                $"VideoGPA profile: expected frames {string.Join(", ", indices)} of {video.SourceFrameCount}, " +
                $"got none for {string.Join(", ", lacking)}. Decode those of FrameIndices and of the geometry.",
                    nameof(video));
        return [.. indices.Select(index => FrameSelection.CentreSquare(given[index], options.SidePixels))];
    }

    /// <summary>Depth Anything 3 looks at 504 pixels, and its metrics are taken on what it looked at.</summary>
    private static IReadOnlyList<Frame> AtSizeOf(DepthMap map, IReadOnlyList<Frame> frames) =>
        map.Width == frames[0].Width && map.Height == frames[0].Height
            ? frames
            : [.. frames.Select(frame => new Frame(
                Resampling.Resize(frame.Rgb, frame.Width, frame.Height, 3, map.Width, map.Height, Interpolation.Area),
                map.Width, map.Height, frame.Index, frame.Time))];

    private static VideoGpaMetric Metric(
        string name, string unit, VideoGpaDirection direction, double? value, string absence) => value switch
        {
            null => new(name, unit, direction, null, absence),
            { } number when double.IsFinite(number) => new(name, unit, direction, number, null),
            _ => new(name, unit, direction, null, NotFinite),
        };
}
