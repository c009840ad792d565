using System.Globalization;
using Plumbline.Cli.Results;
using Spectre.Console;

namespace Plumbline.Cli.Terminal;

/// <summary>
/// The ranking that a person reads: best clip first, clips without a score last, each with its reason.
/// </summary>
internal static class ScoreTable
{
    private const int WidthWhenPiped = 1000;

    // Margins, score and interval; the camera takes what its words need, the clip and what was found share the rest.
    private const int OtherColumns = 24;
    private const int NarrowestPath = 16;

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where it goes; plain text without line breaks inside cells unless it is a terminal.</param>
    /// <param name="videos">The results in the order of the input.</param>
    public static void Write(TextWriter output, IReadOnlyList<VideoResult> videos)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        Write(output, videos, isTerminal ? null : WidthWhenPiped, isTerminal ? AnsiSupport.Detect : AnsiSupport.No);
    }

    /// <summary>Writes the table at a chosen width.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="videos">The results in the order of the input.</param>
    /// <param name="width">Columns of the terminal; absent to ask it.</param>
    /// <param name="ansi">Whether escape codes are written.</param>
    public static void Write(TextWriter output, IReadOnlyList<VideoResult> videos, int? width, AnsiSupport ansi)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = ansi,
            Interactive = InteractionSupport.No,
        });
        if (width is { } columns)
            console.Profile.Width = columns;
        var shared = console.Profile.Width - OtherColumns - videos.Max(video => Camera(video).Length);
        var pathWidth = Math.Max(
            NarrowestPath, shared - Math.Min(shared * 3 / 5, videos.Max(video => Found(video).Length)));

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(Column("score").RightAligned().NoWrap());
        table.AddColumn(Column("95 %").NoWrap());
        table.AddColumn(Column("camera").NoWrap());
        table.AddColumn(Column("clip").NoWrap());
        table.AddColumn(Column("what was found"));
        foreach (var video in Ranked(videos))
            table.AddRow(Cells(video, pathWidth).Select(cell => new Text(cell)));
        console.Write(table);
    }

    /// <summary>
    /// Best score first; equal scores by path; clips without a score last, in the order of the input.
    /// </summary>
    /// <param name="videos">The results in the order of the input.</param>
    /// <returns>The results as a person reads them.</returns>
    public static IEnumerable<VideoResult> Ranked(IReadOnlyList<VideoResult> videos) =>
        videos.Where(video => video.Score is not null)
            .OrderByDescending(video => video.Score).ThenBy(video => video.Path, StringComparer.Ordinal)
            .Concat(videos.Where(video => video.Score is null));

    private static TableColumn Column(string title) => new(title) { Padding = new(0, 0, 1, 0) };

    private static IEnumerable<string> Cells(VideoResult video, int pathWidth) =>
    [
        video.Score is { } score ? Text(score) : "",
        video.Interval is [var low, var high] ? $"{Text(low)}–{Text(high)}" : "",
        Camera(video),
        ShortPath.Fit(video.Path, pathWidth),
        Found(video),
    ];

    // The clip stands in the column before; its whole path would bury the sentence.
    private static string Found(VideoResult video)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(video.Path));
        return video.Reason?.Replace(video.Path, name, StringComparison.Ordinal) ?? video.WorstFinding ?? "";
    }

    private static string Camera(VideoResult video)
    {
        if (video.Failure is { } failure)
            return failure == FailureKind.Unreadable ? "unreadable" : "defect";
        return video.Verdict == VerdictKind.Unscorable ? "unscorable" : video.Model switch
        {
            "rotation" => "turns",
            "rotationAndZoom" => "turns and zooms",
            "translation" => "moves",
            "translationAndZoom" => "moves and zooms",
            "twoView" => "no path found",
            _ => $"{video.Shots.Count} shots",
        };
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
