using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Judges;
using Plumbline.Cli.Reporting;
using Plumbline.Cli.Results;
using Plumbline.Cli.Scoring;
using Plumbline.Cli.Terminal;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb score</c>: judges clips and writes what was found.</summary>
internal static class ScoreCommand
{
    private const string StandardOutput = "-";

    /// <summary>Builds the command.</summary>
    /// <param name="createScorer">
    /// Makes what scores one clip, from the options and from whether a report is asked for.
    /// </param>
    /// <returns>The command.</returns>
    public static Command Create(Func<ScoreOptions, bool, ClipScorer> createScorer)
    {
        var arguments = new ScoreArguments();
        var command = arguments.ToCommand();
        command.SetAction(async (parsed, token) => (int)await RunAsync(parsed, arguments, createScorer, token));
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, ScoreArguments arguments, Func<ScoreOptions, bool, ClipScorer> createScorer,
        CancellationToken token)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var inputs = parsed.GetRequiredValue(arguments.Inputs);
        var options = arguments.Options(parsed);
        var (json, csv) = (parsed.GetValue(arguments.Json), parsed.GetValue(arguments.Csv));
        var report = parsed.GetValue(arguments.Report);

        // 1. Everything that can be wrong with the command line or the machine is said before the first clip.
        RequireFfmpeg();
        foreach (var target in (string?[])[json, csv, report])
            RequireWritable(target);
        var clips = Discover(inputs);
        _ = Task.Run(JudgeWarmUp.Run, token);
        var scorer = createScorer(options, report is not null);

        // 2. Score.
        var stopwatch = Stopwatch.StartNew();
        var folder = parsed.GetValue(arguments.Run);
        var resumes = parsed.GetValue(arguments.Resume);
        using var catalog = clips.Count > 1 || resumes || folder is not null
            ? RunFolder.Open(
                folder, resumes, inputs, JsonSerializer.Serialize(options.ToResult(), ScoreJson.Default.OptionsResult))
            : null;
        var (results, pages) = await ScoreAsync(
            new ScoreRun(scorer, options, catalog), clips, parsed.GetValue(arguments.Jobs), catalog, error, token);

        // 3. Write.
        var document = new ScoreDocument(
            PlumbCommand.Version, scorer.Judge.Name, scorer.Judge.Version, options.ToResult(), results);
        if (report is not null)
            HtmlReport.Write(report, Page(inputs, options, document, pages));
        WriteText(json, output, () => ScoreJson.Write(document));
        WriteText(csv, output, () => ScoreCsv.Write(document));
        if (json != StandardOutput && csv != StandardOutput)
            ScoreTable.Write(output, results);
        error.WriteLine(Summary(results, stopwatch.Elapsed));
        if (catalog is { IsEmpty: false } && folder is null)
            error.WriteLine($"kept for --resume in {FolderOf(catalog)}; plumb runs lists such folders");
        return results.Any(video => video.Failure == FailureKind.Defect) ? ExitCode.Defect
            : results.Any(video => video.Failure is not null) ? ExitCode.SomeFailed
            : ExitCode.Success;
    }

    private static async Task<(IReadOnlyList<VideoResult> Results, IReadOnlyList<ReportClip> Pages)> ScoreAsync(
        ScoreRun run, IReadOnlyList<string> clips, int jobs, RunCatalog? catalog, TextWriter error,
        CancellationToken token)
    {
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        var progress = new ScoreProgress(error, clips.Count, isTerminal, TimeProvider.System);
        try
        {
            return await run.RunAsync(clips, jobs, progress, token);
        }
        catch (OperationCanceledException)
        {
            progress.Dispose();
            if (catalog is not null)
                error.WriteLine(
                    $"plumb: what was finished is kept in {FolderOf(catalog)}; the same command line with --resume continues.");
            throw;
        }
        finally
        {
            progress.Dispose();
        }
    }

    private static string FolderOf(RunCatalog catalog) => Path.GetDirectoryName(Path.GetFullPath(catalog.Path))!;

    internal static IReadOnlyList<string> Discover(string[] inputs)
    {
        try
        {
            return MediaFiles.Discover(inputs);
        }
        catch (MediaException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Message);
        }
    }

    // Without this every clip of a run would fail by itself, an hour of identical rows.
    internal static void RequireFfmpeg()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var program in (string[])["ffmpeg", "ffprobe"])
        {
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
                throw new CommandLineException(
                    ExitCode.EnvironmentIncomplete,
                    $"{program}: expected it on the PATH, got none. Install it: apt-get install -y ffmpeg");
        }
    }

    internal static void RequireWritable(string? target)
    {
        if (target is null or StandardOutput)
            return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(target));
        if (Directory.Exists(target) || !Directory.Exists(folder))
        {
            var found = Directory.Exists(target) ? "a folder" : "a folder that is not there";
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"{target}: expected a file name in an existing folder, got {found}. Name another, or make it.");
        }
    }

    internal static void WriteText(string? target, TextWriter output, Func<string> text)
    {
        if (target == StandardOutput)
            output.Write(text());
        else if (target is not null)
            AtomicFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(text())));
    }

    private static ReportDocument Page(
        string[] inputs, ScoreOptions options, ScoreDocument document, IReadOnlyList<ReportClip> pages) => new()
        {
            Title = inputs is [var only]
                ? Path.GetFileName(Path.TrimEndingDirectorySeparator(only))
                : $"{document.Videos.Count} clips",
            JudgeName = document.Judge,
            JudgeVersion = document.JudgeVersion,
            ToolVersion = document.Version,
            Command = string.Join(
                ' ', ["plumb score", .. inputs.Select(PlumbCommand.Quoted), .. options.ToArguments()]),
            Clips = pages,
        };

    private static string Summary(IReadOnlyList<VideoResult> results, TimeSpan elapsed)
    {
        var scoredCount = results.Count(video => video.Verdict == VerdictKind.Scored);
        var failedCount = results.Count(video => video.Failure is not null);
        var parts = new List<string> { $"{scoredCount} scored" };
        if (results.Count - scoredCount - failedCount is > 0 and var unscorableCount)
            parts.Add($"{unscorableCount} unscorable");
        if (failedCount > 0)
            parts.Add($"{failedCount} failed");
        return string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(", ", parts)} in {elapsed.TotalSeconds:0.0} s");
    }
}
