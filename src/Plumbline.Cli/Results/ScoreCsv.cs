using System.Globalization;
using System.Text;

namespace Plumbline.Cli.Results;

/// <summary>One line per clip, for spreadsheets and data frames (RFC 4180, UTF-8, comma, line feed).</summary>
internal static class ScoreCsv
{
    private static readonly string[] FixedColumns =
        ["path", "sha256", "verdict", "score", "intervalLow", "intervalHigh", "model", "failure", "reason"];

    /// <summary>Writes all clips; a value that does not exist is an empty cell.</summary>
    /// <param name="document">The results.</param>
    /// <returns>The table with its header line.</returns>
    public static string Write(ScoreDocument document)
    {
        // Every part has one column, in the order in which parts first appear.
        var partNames = document.Videos.SelectMany(video => AllParts(video).Select(part => part.Name)).Distinct()
            .ToList();
        var text = new StringBuilder();
        AppendLine(text, [.. FixedColumns, .. partNames]);
        foreach (var video in document.Videos)
        {
            var parts = AllParts(video).ToDictionary(part => part.Name, part => part.Value);
            AppendLine(text,
            [
                video.Path,
                video.Sha256,
                video.Verdict == VerdictKind.Scored ? "scored" : "unscorable",
                Number(video.Score),
                Number(video.Interval?[0]),
                Number(video.Interval?[1]),
                video.Model,
                video.Failure switch { FailureKind.Unreadable => "unreadable", FailureKind.Defect =>
                    "defect", _ => null },
                video.Reason,
                .. partNames.Select(name => parts.TryGetValue(name, out var value) ? Number(value) : null),
            ]);
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, double? Value)> AllParts(VideoResult video)
    {
        foreach (var (name, part) in video.Parts)
            yield return ($"{name} [{part.Unit}]", part.Value);
        foreach (var (project, metrics) in video.Compat
            ?? new Dictionary<string, IReadOnlyDictionary<string, CompatResult>>())
            foreach (var (name, metric) in metrics)
                yield return ($"{project}.{name} [{metric.Unit}]", metric.Value);
    }

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static void AppendLine(StringBuilder text, IEnumerable<string?> cells) =>
        text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    private static string Quoted(string? cell) =>
        cell is null ? ""
        : cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
