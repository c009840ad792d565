using Plumbline.Alignment;
using Plumbline.Cli.Reporting.Packing;
using Plumbline.Vision;

namespace Plumbline.Cli.Reporting;

/// <summary>One clip, packed for the page: numbers as JSON, pictures and maps compressed.</summary>
/// <remarks>
/// A verdict with evidence holds tens of megabytes; a packed clip about two. Pack a clip as soon as it is judged and
/// let the verdict go. The two strings are plain text, so they can be stored and give the same page later.
/// </remarks>
internal sealed record ReportClip
{
    /// <summary>Path as the user gave it; shown, never opened.</summary>
    public required string Path { get; init; }

    /// <summary>What became of the file.</summary>
    public required ReportOutcome Outcome { get; init; }

    /// <summary>Score, 0 to 100, higher is better; absent unless the clip was scored.</summary>
    public double? Score { get; init; }

    /// <summary>The clip's numbers, words and small picture, one JSON object.</summary>
    public required string Summary { get; init; }

    /// <summary>Pictures, maps and the 3-D scene, one JSON object; absent where the page has no room.</summary>
    public string? Evidence { get; init; }

    /// <summary>Packs a clip that was judged.</summary>
    /// <param name="path">Path as the user gave it.</param>
    /// <param name="sha256">SHA-256 of the file in lower-case hexadecimal.</param>
    /// <param name="video">The frames that were judged.</param>
    /// <param name="verdict">What the judge found, with evidence where the report should show pictures.</param>
    /// <returns>The packed clip, which no longer refers to the frames or the verdict.</returns>
    public static ReportClip Judged(string path, string sha256, Video video, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(sha256);
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(verdict);
        return new()
        {
            Path = path,
            Outcome = verdict is Scored ? ReportOutcome.Scored : ReportOutcome.Unscorable,
            Score = verdict is Scored scored ? scored.Score : null,
            Summary = SummaryJson.Write(path, sha256, video, verdict),
            Evidence = EvidenceJson.Write(video, verdict),
        };
    }

    /// <summary>Packs the row of a file that could not be read.</summary>
    /// <param name="path">Path as the user gave it.</param>
    /// <param name="reason">What is wrong with the file, in one sentence.</param>
    /// <returns>The packed clip.</returns>
    public static ReportClip Unreadable(string path, string reason)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(reason);
        var summary = SummaryJson.WriteUnreadable(path, reason);
        return new() { Path = path, Outcome = ReportOutcome.Unreadable, Summary = summary };
    }
}
