using System.Globalization;
using System.Text;

namespace Plumbline.Alignment.Pairs;

/// <summary>Reads prompts from CSV (RFC 4180): a header line with a column <c>prompt</c>, a prompt a line.</summary>
internal static class PromptTable
{
    private static readonly string[] Columns =
        ["prompt", "id", "seed", "camera", "cameras", "image", "video", "negative"];

    /// <summary>Reads a table.</summary>
    /// <param name="path">Names the file in messages.</param>
    /// <param name="text">Its content.</param>
    /// <returns>The prompts in their order; an empty cell says nothing.</returns>
    /// <exception cref="InvalidDataException">A column is not known, or a line does not fit the header.</exception>
    public static IReadOnlyList<AlignmentPrompt> Read(string path, string text)
    {
        var rows = Rows(text);
        string[] header = [.. (rows.FirstOrDefault() ?? []).Select(name => name.Trim().ToLowerInvariant())];
        if (!header.Contains("prompt") || header.FirstOrDefault(name => !Columns.Contains(name)) is not null
            || header.Distinct().Count() < header.Length)
            throw PromptFile.Refused(
                path,
                $"a header line with the column prompt and, where needed, {string.Join(", ", Columns[1..])}, got "
                + $"\"{string.Join(",", header)}\". Rename or remove columns.");
        return [.. rows.Skip(1).Select((row, i) => Entry(path, header, row, i + 1))];
    }

    private static AlignmentPrompt Entry(string path, string[] header, string[] row, int number)
    {
        if (row.Length != header.Length)
            throw PromptFile.Refused(
                path,
                $"{header.Length} cells in row {number}, got {row.Length}. "
                + "Put double quotes around a prompt that holds a comma.");
        return new(Cell("id") ?? $"{number:000}", Cell("prompt") ?? "")
        {
            Seed = Cell("seed") is { } seed ? Seed(seed) : null,
            Camera = PromptFile.Command(Cell("camera")),
            CamerasPath = Cell("cameras") ?? PromptFile.CamerasIn(Cell("camera")),
            FirstFramePath = Cell("image"),
            VideoPath = Cell("video"),
            Negative = Cell("negative"),
        };

        string? Cell(string name) =>
            Array.IndexOf(header, name) is var column and >= 0
                && row[column].Trim() is { Length: > 0 } value ? value : null;

        long Seed(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw PromptFile.Refused(
                path, $"a whole number of at least 0 as seed in row {number}, got {value}. Correct it.");
    }

    private static List<string[]> Rows(string text)
    {
        var (rows, row, cell, isQuoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (isQuoted && letter == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[++i]);
            else if (letter == '"' && (isQuoted || cell.Length == 0))
                isQuoted = !isQuoted;
            else if (letter == ',' && !isQuoted)
                EndCell();
            else if (letter == '\n' && !isQuoted)
                EndRow();
            else if (letter != '\r' || isQuoted)
                cell.Append(letter);
        }

        EndRow();
        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (row.Any(value => value.Trim().Length > 0))
                rows.Add([.. row]);
            row.Clear();
        }
    }
}
