using System.Text.Json;
using Plumbline.Alignment.Catalog;
using Plumbline.Cli.Reporting;
using Plumbline.Cli.Results;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Scoring;

/// <summary>Scores many clips side by side and commits each as soon as it is done.</summary>
/// <remarks>
/// The result depends on the clips, the judge and the options alone: not on the number of jobs, on the order in which
/// they finish, or on how often the run was interrupted.
/// </remarks>
internal sealed class ScoreRun
{
    private const string ClipKind = "clip";
    private const string PageKind = "report-clip";

    private readonly ClipScorer _scorer;
    private readonly RunCatalog? _catalog;
    private readonly string _optionsText;

    /// <summary>Prepares a run.</summary>
    /// <param name="scorer">Scores one clip; used from several threads.</param>
    /// <param name="options">What the numbers depend on.</param>
    /// <param name="catalog">Keeps what is finished; absent when nothing is to be kept.</param>
    public ScoreRun(ClipScorer scorer, ScoreOptions options, RunCatalog? catalog)
    {
        _scorer = scorer;
        _catalog = catalog;
        _optionsText = JsonSerializer.Serialize(options.ToResult(), ScoreJson.Default.OptionsResult);
    }

    /// <summary>Scores clips; what the catalog already holds is taken from there.</summary>
    /// <param name="paths">The clips.</param>
    /// <param name="jobs">How many are scored at the same time, at least 1.</param>
    /// <param name="progress">Told after each clip.</param>
    /// <param name="cancellationToken">Stops the run; what is finished stays committed.</param>
    /// <returns>Results in the order of the paths, and the clips of the report page where one was asked for.</returns>
    public async Task<(IReadOnlyList<VideoResult> Results, IReadOnlyList<ReportClip> Pages)> RunAsync(
        IReadOnlyList<string> paths, int jobs, IProgress<ScoreStep>? progress, CancellationToken cancellationToken)
    {
        var results = new VideoResult[paths.Count];
        var shelf = new EvidenceShelf();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, paths.Count),
            new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken },
            (position, token) =>
            {
                var (score, wasKept) = ScoreOrFind(paths[position], token);
                results[position] = score.Result;
                if (score.Report is { } page)
                    shelf.Add(position, page);
                progress?.Report(new(score.Result, wasKept));
                return ValueTask.CompletedTask;
            });
        return (results, shelf.Clips);
    }

    private (ClipScore Score, bool WasKept) ScoreOrFind(string path, CancellationToken cancellationToken)
    {
        string sha256;
        try
        {
            sha256 = ContentHash.Sha256(path, cancellationToken);
        }
        catch (MediaException exception)
        {
            return (_scorer.Unreadable(path, null, exception.Message), false);
        }

        var clipKey = UnitOfWork.KeyOf(
            sha256, _scorer.Judge.Name, _scorer.Judge.Version, PlumbCommand.Version, _optionsText);
        // The page shows the path, and two paths may hold the same bytes.
        var pageKey = UnitOfWork.KeyOf(clipKey, path);
        if (Find(path, clipKey, pageKey) is { } kept)
            return (kept, true);

        var score = _scorer.Score(path, sha256, cancellationToken);
        // What failed is tried again by the next run: the cause may be gone by then.
        if (score.Result.Failure is null)
            Commit(score, clipKey, pageKey);
        return (score, false);
    }

    private ClipScore? Find(string path, string clipKey, string pageKey)
    {
        if (_catalog?.Find(ClipKind, clipKey) is not { } clip)
            return null;
        var result = ScoreJson.Read(clip.PayloadJson) with { Path = path };
        if (!_scorer.PacksForReport)
            return new(result, null);
        return _catalog.Find(PageKind, pageKey) is { } page
            ? new(result, JsonSerializer.Deserialize(page.PayloadJson, ScoreJson.Default.ReportClip))
            : null;
    }

    private void Commit(ClipScore score, string clipKey, string pageKey)
    {
        if (_catalog is null)
            return;
        if (score.Report is { } page)
            _catalog.Commit(new(PageKind, pageKey, JsonSerializer.Serialize(page, ScoreJson.Default.ReportClip)));
        // The same bytes may lie at two paths; what is kept must not depend on which of them came first.
        _catalog.Commit(new(ClipKind, clipKey, ScoreJson.Write(score.Result with { Path = "" })));
    }
}
