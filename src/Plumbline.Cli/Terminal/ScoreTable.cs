using System.Globalization;
using Plumbline.Cli.Results;
using Spectre.Console;

namespace Plumbline.Cli.Terminal;

/// <summary>The ranking that a person reads: best clip first, clips without a score last, each with its reason.</summary>
internal static class ScoreTable
{
    private const int WidthWhenPiped = 1000;

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where it goes; plain text without line breaks inside cells unless it is a terminal.</param>
    /// <param name="videos">The results in the order of the input.</param>
    public static void Write(TextWriter output, IReadOnlyList<VideoResult> videos)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = WidthWhenPiped;

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("score").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("95 %").NoWrap());
        table.AddColumn(new TableColumn("camera").NoWrap());
        table.AddColumn("clip");
        table.AddColumn("what was found");
        foreach (var video in Ranked(videos))
            table.AddRow(Cells(video).Select(cell => new Text(cell)));
        console.Write(table);
    }

    /// <summary>Best score first; equal scores by path; clips without a score last, in the order of the input.</summary>
    /// <param name="videos">The results in the order of the input.</param>
    /// <returns>The results as a person reads them.</returns>
    public static IEnumerable<VideoResult> Ranked(IReadOnlyList<VideoResult> videos) =>
        videos.Where(video => video.Score is not null)
            .OrderByDescending(video => video.Score).ThenBy(video => video.Path, StringComparer.Ordinal)
            .Concat(videos.Where(video => video.Score is null));

    private static IEnumerable<string> Cells(VideoResult video) =>
    [
        video.Score is { } score ? Text(score) : "",
        video.Interval is [var low, var high] ? $"{Text(low)}–{Text(high)}" : "",
        Camera(video),
        video.Path,
        video.Reason ?? video.WorstFinding ?? "",
    ];

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
