using Plumbline.Alignment;
using Plumbline.Cli.Results;
using Plumbline.Vision;
using Plumbline.Vision.Media;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Cli.Scoring;

/// <summary>Adds VideoGPA's metrics to a clip, from the geometry that the judge estimated.</summary>
internal static class VideoGpaCompat
{
    /// <summary>Measures a clip that was judged.</summary>
    /// <param name="file">Where the clip came from.</param>
    /// <param name="video">The clip.</param>
    /// <param name="verdict">What the judge found.</param>
    /// <param name="cancellationToken">Stops the decoding.</param>
    /// <returns>The metrics that have a value, below the name <c>videogpa</c>.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, PartResult>> Measure(
        MediaFile file, Video video, Verdict verdict, CancellationToken cancellationToken)
    {
        // A long clip is thinned in memory and may lack frames that the reference looks at.
        var indices = VideoGpaProfile.FrameIndices(video.SourceFrameCount);
        var seen = indices.Except(video.Frames.Select(frame => frame.Index)).Any() ? file.Read(indices, cancellationToken) : video;
        var metrics = verdict.Shots is [{ Reconstruction: { } reconstruction }]
            ? VideoGpaProfile.Measure(seen, reconstruction)
            : VideoGpaProfile.Measure(seen, VideoGpaGeometry.Absent(WhyWithoutGeometry(verdict)));
        return new Dictionary<string, IReadOnlyDictionary<string, PartResult>>
        {
            ["videogpa"] = metrics.Where(metric => metric.Value is not null)
                .ToDictionary(metric => metric.Name, metric => new PartResult(metric.Value!.Value, metric.Unit, NameOf(metric.Direction))),
        };
    }

    private static string WhyWithoutGeometry(Verdict verdict) => verdict.Shots switch
    {
        [var shot] => shot.Reason ?? "No camera path explains the clip.",
        var shots => $"The clip has {shots.Count} shots, and the reference takes it for one.",
    };

    private static string NameOf(VideoGpaDirection direction) => direction switch
    {
        VideoGpaDirection.Higher => "higherIsBetter",
        VideoGpaDirection.Lower => "lowerIsBetter",
        _ => "descriptive",
    };
}
