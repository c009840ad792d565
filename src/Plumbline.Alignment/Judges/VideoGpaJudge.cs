using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Alignment.Judges;

/// <summary>A metric of the VideoGPA reference as the score: a control that shows what its reward teaches.</summary>
/// <remarks>
/// Du et al., "VideoGPA", arXiv 2601.23286; code at fb86241, see <c>docs/videogpa-compat.md</c>. The numbers are the
/// reference's formulas on the geometry judge's cameras and depth, with all that they cannot see: a still camera makes
/// each of them excellent. Where the reference writes a made-up number, the clip is unscorable. All parts of the
/// geometry judge come along, so that pairs can be matched by motion as usual.
/// </remarks>
public sealed class VideoGpaJudge : IVideoJudge
{
    private readonly VideoGpaReward _reward;
    private readonly Camera? _intrinsics;

    /// <summary>Makes a judge.</summary>
    /// <param name="reward">Which metric it goes by.</param>
    /// <param name="intrinsics">Known intrinsics in pixels of the clips; estimated when absent.</param>
    public VideoGpaJudge(VideoGpaReward reward, Camera? intrinsics = null)
    {
        (_reward, _intrinsics) = (reward, intrinsics);
        Name = reward switch
        {
            VideoGpaReward.Reprojection => "videogpa",
            VideoGpaReward.DepthAgreement => "videogpa-mvcs",
            VideoGpaReward.Epipolar => "videogpa-epipolar",
            _ => throw new ArgumentOutOfRangeException(nameof(reward), reward, "Expected a known metric."),
        };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => $"1.0-geometry-{new GeometryJudge().Version}";

    /// <summary>Judges a clip.</summary>
    /// <param name="video">The clip; the ten frames of the reference are looked at.</param>
    /// <param name="cancellationToken">Stops the work between stages.</param>
    /// <returns>
    /// Points, higher is better: 100 · (1 − √mse), so that a point is an error of one per cent of the range; 100 ·
    /// mvcs; or 100 · e^(−epipolar error in pixels of the reference's 518 × 518). The order of clips is the
    /// reference's. The interval of the epipolar error is over pairs of frames; the others have no value per frame, and
    /// theirs is the whole scale.
    /// </returns>
    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        var reading = VideoGpaReading.Of(video, _intrinsics, cancellationToken);
        var metric = reading[_reward switch
        {
            VideoGpaReward.Reprojection => "mse",
            VideoGpaReward.DepthAgreement => "mvcs",
            _ => "epipolar",
        }];
        IReadOnlyList<Part> parts = [.. reading.Geometry.Parts, .. reading.Parts()];
        return metric.Value is { } value
            ? new Scored(ToPoints(value), IntervalOf(video)) { Parts = parts }
            : new Unscorable(metric.Absence!) { Parts = parts };
    }

    private double ToPoints(double value) => Math.Clamp(100 * _reward switch
    {
        VideoGpaReward.Reprojection => 1 - Math.Sqrt(value),
        VideoGpaReward.DepthAgreement => value,
        _ => Math.Exp(-value),
    }, 0, 100);

    private Interval IntervalOf(Video video)
    {
        if (_reward != VideoGpaReward.Epipolar)
            return MeanBootstrap.WholeScale;
        var indices = VideoGpaProfile.FrameIndices(video.SourceFrameCount).ToHashSet();
        Frame[] squares = [.. video.Frames.Where(frame => indices.Contains(frame.Index))
            .Select(frame => FrameSelection.CentreSquare(frame, VideoGpaOptions.Default.SidePixels))];
        return MeanBootstrap.Of([.. EpipolarConsistency.PairErrorsPixels(squares).OfType<double>()], ToPoints);
    }
}
