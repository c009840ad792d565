using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Alignment.Judges;

/// <summary>The metrics of the VideoGPA reference on one clip, with the geometry that they were taken by.</summary>
/// <param name="Metrics">All metrics in the order of the reference's tables; one without a value says why.</param>
/// <param name="Geometry">What the geometry judge said of the frames that the reference looks at.</param>
/// <remarks>
/// The reference takes cameras and depth from a network (VGGT or Depth Anything 3); here they are the geometry judge's.
/// See
/// <c>docs/videogpa-compat.md</c>.
/// </remarks>
public sealed record VideoGpaReading(IReadOnlyList<VideoGpaMetric> Metrics, Verdict Geometry)
{
    /// <summary>Measures a clip by a reconstruction of exactly the frames that the reference looks at.</summary>
    /// <param name="video">The clip, with at least the frames of <see cref="VideoGpaProfile.FrameIndices"/>.</param>
    /// <param name="intrinsics">Known intrinsics in pixels of the clip; estimated when absent.</param>
    /// <param name="token">Stops the work between stages.</param>
    /// <returns>The reading.</returns>
    /// <exception cref="ArgumentException">The video lacks frames that the reference looks at.</exception>
    /// <remarks>
    /// The judge's own choice of ten among 17 frames is another one than the reference's, and then no metric that needs
    /// geometry would have a value: every frame must have depth of its own or of a neighbour within half a step.
    /// </remarks>
    public static VideoGpaReading Of(Video video, Camera? intrinsics, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        var indices = VideoGpaProfile.FrameIndices(video.SourceFrameCount).ToHashSet();
        var frames = video.Frames.Where(frame => indices.Contains(frame.Index)).ToArray();
        if (frames.Length < indices.Count)
            throw new ArgumentException(
                $"VideoGPA's metrics: expected the frames {string.Join(", ", indices)} of {video.SourceFrameCount}, "
                + $"got {frames.Length} of them. Decode them.", nameof(video));
        var seen = new Video(frames, video.FramesPerSecond, video.SourceFrameCount);
        var judge = new GeometryJudge(new() { FrameCount = null, Intrinsics = intrinsics });
        var verdict = judge.Judge(seen, token);
        return new(MetricsBy(seen, verdict), verdict);
    }

    /// <summary>Measures a clip by what a judge found in it.</summary>
    /// <param name="video">The clip, with at least the frames of <see cref="VideoGpaProfile.FrameIndices"/>.</param>
    /// <param name="verdict">What the judge found; its reconstruction may be of other frames.</param>
    /// <returns>All metrics in the order of the reference's tables.</returns>
    /// <exception cref="ArgumentException">The video lacks frames that the reference looks at.</exception>
    public static IReadOnlyList<VideoGpaMetric> MetricsBy(Video video, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Shots is [{ Reconstruction: { DepthMaps.Count: > 0 } reconstruction }]
            ? VideoGpaProfile.Measure(video, reconstruction)
            : VideoGpaProfile.Measure(video, VideoGpaGeometry.Absent(WhyWithoutGeometry(verdict)));
    }

    /// <summary>One of the metrics.</summary>
    /// <param name="name">Its name, such as <c>mvcs</c>.</param>
    public VideoGpaMetric this[string name] => Metrics.Single(metric => metric.Name == name);

    /// <summary>Whether a metric is absent for every clip, since its weights are not here.</summary>
    internal static bool NeedsForeignWeights(string name) => name is "lpips" or "consistencyScore";

    /// <summary>The metrics that have a value, as parts.</summary>
    /// <param name="prefix">Goes before their names.</param>
    internal IEnumerable<Part> Parts(string prefix = "") => Metrics.Where(metric => metric.Value is not null)
        .Select(metric => new Part(prefix + metric.Name, metric.Value!.Value, metric.Unit, metric.Direction switch
        {
            VideoGpaDirection.Higher => Direction.HigherIsBetter,
            VideoGpaDirection.Lower => Direction.LowerIsBetter,
            _ => Direction.Descriptive,
        }));

    private static string WhyWithoutGeometry(Verdict verdict) => verdict.Shots switch
    {
        [{ Reason: { } reason }] => reason,
        [{ Reconstruction: not null }] => "The camera only turns, which says nothing about depth.",
        [_] => "No camera path explains the clip.",
        var shots => $"The clip has {shots.Count} shots, and the reference takes it for one.",
    };
}
