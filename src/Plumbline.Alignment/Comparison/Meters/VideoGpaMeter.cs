using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;
using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Alignment.Comparison;

/// <summary>The VideoGPA reference's metrics of a clip, by the geometry judge's cameras and depth.</summary>
/// <remarks>
/// Du et al., arXiv 2601.23286, see <c>docs/videogpa-compat.md</c>; what needs the weights of VGG-16, LPIPS and the
/// 3DCS that holds it, is left out. The geometry is estimated anew on the reference's own frames, which costs as much
/// as the geometry judge. It shares all of its parts with that judge: this is a second definition and no second
/// witness.
/// </remarks>
public sealed class VideoGpaMeter : IClipMeter
{
    private const string Prefix = "videogpa.";

    /// <inheritdoc/>
    public string Key => $"videogpa 1 of geometry {new GeometryJudge().Version}";

    /// <inheritdoc/>
    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(clip);
        var missing = VideoGpaProfile.FrameIndices(video.SourceFrameCount)
            .Except(video.Frames.Select(frame => frame.Index)).Count();
        if (missing > 0)
            return new(
                [], $"{missing} of the frames that the reference looks at are not in memory: the clip is too long.");
        try
        {
            var reading = VideoGpaReading.Of(video, CandidateJudge.IntrinsicsOf(clip.World?.Views), token);
            var absences = reading.Metrics.Where(
                metric => metric.Value is null && !VideoGpaReading.NeedsForeignWeights(metric.Name))
                .Select(metric => metric.Absence!).Distinct().ToArray();
            return new([.. reading.Parts(Prefix)], absences.Length == 0 ? null : string.Join(" ", absences));
        }
        catch (InvalidOperationException exception)
        {
            return new([], $"VideoGPA's metrics failed on this clip: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <inheritdoc/>
    public string ContextOf(ComparedClip clip) => WorldContext.Of(clip);
}
