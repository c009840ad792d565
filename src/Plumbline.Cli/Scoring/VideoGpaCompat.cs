using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Cli.Results;
using Plumbline.Vision;
using Plumbline.Vision.Media;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Cli.Scoring;

/// <summary>Adds VideoGPA's metrics to a clip, from the geometry that the judge estimated.</summary>
internal static class VideoGpaCompat
{
    /// <summary>Measures a clip that was judged.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <param name="video">The clip.</param>
    /// <param name="verdict">What the judge found.</param>
    /// <param name="cancellationToken">Stops the decoding.</param>
    /// <returns>All its metrics below the name <c>videogpa</c>; one without a value says why.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, CompatResult>> Measure(
        string path, Video video, Verdict verdict, CancellationToken cancellationToken)
    {
        // A long clip is thinned in memory and may lack frames that the reference looks at.
        var indices = VideoGpaProfile.FrameIndices(video.SourceFrameCount);
        var seen = indices.Except(video.Frames.Select(frame => frame.Index)).Any()
            ? MediaFile.Probe(path, cancellationToken).Read(indices, cancellationToken)
            : video;
        var metrics = VideoGpaReading.MetricsBy(seen, verdict);
        return new Dictionary<string, IReadOnlyDictionary<string, CompatResult>>
        {
            ["videogpa"] = metrics.ToDictionary(
                metric => metric.Name,
                metric => new CompatResult(metric.Unit, NameOf(metric.Direction))
                {
                    Value = metric.Value,
                    Reason = metric.Absence,
                }),
        };
    }

    private static string NameOf(VideoGpaDirection direction) => direction switch
    {
        VideoGpaDirection.Higher => "higherIsBetter",
        VideoGpaDirection.Lower => "lowerIsBetter",
        _ => "descriptive",
    };
}
