using Plumbline.Alignment;
using Plumbline.Cli.Results;
using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Cli.Scoring;

/// <summary><c>--compat videogpa</c>: VideoGPA's metrics of a clip, with the geometry that the judge found.</summary>
internal static class VideoGpaCompat
{
    /// <summary>Measures a clip that was judged.</summary>
    /// <param name="video">The clip, every frame.</param>
    /// <param name="verdict">What the judge found; its reconstruction is the geometry.</param>
    /// <returns>The metrics that exist, by project and name.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, PartResult>> Measure(Video video, Verdict verdict)
    {
        var metrics = verdict.Shots is [{ Reconstruction: { } reconstruction }]
            ? VideoGpaProfile.Measure(video, reconstruction)
            : VideoGpaProfile.Measure(video, VideoGpaGeometry.Absent(WhyWithoutGeometry(verdict)));
        return new Dictionary<string, IReadOnlyDictionary<string, PartResult>>
        {
            ["videogpa"] = metrics.Where(metric => metric.Value is not null).ToDictionary(
                metric => metric.Name, metric => new PartResult(metric.Value!.Value, metric.Unit, NameOf(metric.Direction))),
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
