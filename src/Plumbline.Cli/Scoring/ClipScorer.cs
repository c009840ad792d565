using Plumbline.Alignment;
using Plumbline.Cli.Reporting;
using Plumbline.Cli.Results;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Scoring;

/// <summary>Takes one clip from its file to its record.</summary>
/// <param name="judge">Judges a clip.</param>
/// <param name="compat">Adds another project's metrics; absent for none.</param>
/// <param name="packsForReport">Whether clips are packed for the report page.</param>
internal sealed class ClipScorer(IVideoJudge judge, CompatMetrics? compat, bool packsForReport)
{
    /// <summary>The judge.</summary>
    public IVideoJudge Judge => judge;

    /// <summary>Whether clips are packed for the report page.</summary>
    public bool PacksForReport => packsForReport;

    /// <summary>Reads and judges a clip.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <param name="sha256">Its content hash.</param>
    /// <param name="cancellationToken">Stops the work between stages.</param>
    /// <returns>What was found; a file that cannot be read is a row with its reason.</returns>
    public ClipScore Score(string path, string sha256, CancellationToken cancellationToken)
    {
        Video video;
        try
        {
            video = MediaFiles.Load(path, token: cancellationToken);
        }
        catch (MediaException exception)
        {
            return Unreadable(path, sha256, exception.Message);
        }

        try
        {
            var verdict = judge.Judge(video, cancellationToken);
            var result = ResultOf.Judged(path, sha256, video, verdict) with
            {
                Compat = compat?.Invoke(path, video, verdict, cancellationToken),
            };
            return new(result, packsForReport ? ReportClip.Judged(path, sha256, video, verdict) : null);
        }
        catch (DllNotFoundException)
        {
            throw;
        }
#pragma warning disable CA1031 // A defect that one clip of a thousand brings out must not cost the other 999; the row names it.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            var reason =
                $"Judging {path}: this is a defect of Plumbline: {exception.GetType().Name}: {exception.Message}";
            return Failed(path, sha256, FailureKind.Defect, reason);
        }
    }

    /// <summary>The row of a file that cannot be read.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <param name="sha256">Its content hash, where it could be read.</param>
    /// <param name="reason">What is wrong with it, in one sentence.</param>
    /// <returns>The row.</returns>
    public ClipScore Unreadable(string path, string? sha256, string reason) =>
        Failed(path, sha256, FailureKind.Unreadable, reason);

    private ClipScore Failed(string path, string? sha256, FailureKind failure, string reason) => new(
        ResultOf.Failed(path, sha256, failure, reason), packsForReport ? ReportClip.Unreadable(path, reason) : null);
}
