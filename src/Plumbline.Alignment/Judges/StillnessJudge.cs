using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// How much every frame resembles the one before: a judge that knows nothing of geometry and loves to be cheated.
/// </summary>
/// <remarks>
/// A control for experiments, never a measure of quality: a frozen clip gets 100. What a model learns from it is what
/// every reward teaches in part whose winners move less than its losers. The resemblance is that of Wang et al., "Image
/// Quality Assessment", IEEE TIP 2004, on whole frames.
/// </remarks>
public sealed class StillnessJudge : IVideoJudge
{
    /// <inheritdoc/>
    public string Name => "stillness";

    /// <inheritdoc/>
    public string Version => "1.0";

    /// <summary>Judges a clip.</summary>
    /// <param name="video">The clip; every frame is looked at.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>
    /// 100 · mean similarity of neighbouring frames, points; 100 where nothing moves, 0 where it is not above 0.
    /// </returns>
    public Verdict Judge(Video video, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        if (video.Frames.Count < 2)
            return new Unscorable("One frame: there is none before it to resemble.");
        var similarities = new List<double>();
        var before = UnitPictures.OfBytes([video.Frames[0]]);
        foreach (var frame in video.Frames.Skip(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var picture = UnitPictures.OfBytes([frame]);
            if (StructuralSimilarity.Mean(before, picture) is not { } similarity)
                return new Unscorable(
                    $"The picture is {video.Width}×{video.Height} pixels, smaller than the window of the comparison.");
            similarities.Add(similarity);
            before = picture;
        }

        var mean = similarities.Average();
        return new Scored(ToPoints(mean), MeanBootstrap.Of(similarities, ToPoints))
        {
            Parts = [new("neighbourSimilarity", mean, "1", Direction.Descriptive)],
        };
    }

    private static double ToPoints(double similarity) => Math.Clamp(100 * similarity, 0, 100);
}
