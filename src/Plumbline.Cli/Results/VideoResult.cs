using System.Text.Json.Serialization;

namespace Plumbline.Cli.Results;

/// <summary>
/// What was found about one clip. A field that does not apply is absent, never null or a stand-in number.
/// </summary>
internal sealed record VideoResult
{
    /// <summary>Path as it was given, or as it was found below a folder that was given.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// SHA-256 of the file, or of the names and files of an image folder; absent when it cannot be read.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether there is a score.</summary>
    public required VerdictKind Verdict { get; init; }

    /// <summary>Why there is no score, in one sentence; absent for a scored clip.</summary>
    public string? Reason { get; init; }

    /// <summary>What went wrong; absent when the judge gave its verdict.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>0 to 100, higher is better.</summary>
    public double? Score { get; init; }

    /// <summary>95 % interval of the score: low, high.</summary>
    public double[]? Interval { get; init; }

    /// <summary>What the camera was found to do; absent unless the clip is one scored shot.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// 95 % interval of the horizontal focal length in source pixels; absent when it was given or could not be found.
    /// </summary>
    public double[]? FocalIntervalPixels { get; init; }

    /// <summary>Size and rate of the source; absent when it cannot be read.</summary>
    public SourceResult? Source { get; init; }

    /// <summary>Measurements of the clip by name; one that could not be made is absent.</summary>
    public required IReadOnlyDictionary<string, PartResult> Parts { get; init; }

    /// <summary>Other projects' metrics by project, then by name; absent unless asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, CompatResult>>? Compat { get; init; }

    /// <summary>The shots between hard cuts.</summary>
    public required IReadOnlyList<ShotResult> Shots { get; init; }

    /// <summary>The frames that were tested.</summary>
    public required IReadOnlyList<FrameResult> Frames { get; init; }

    /// <summary>The cameras of the registered frames.</summary>
    public required IReadOnlyList<CameraResult> Cameras { get; init; }

    /// <summary>First finding of the worst shot that has one, in one sentence; absent when nothing was found.</summary>
    [JsonIgnore]
    public string? WorstFinding => Shots.Where(shot => shot.Findings.Count > 0)
        .MinBy(shot => shot.Score ?? 100)?.Findings[0].Text;
}
