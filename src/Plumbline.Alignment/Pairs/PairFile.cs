using System.Text;
using System.Text.Json;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Pairs;

/// <summary>Reads and writes pairs.json; its schema is <c>docs/schema/pairs.schema.json</c>.</summary>
/// <example>
/// <code>
/// foreach (var pair in PairFile.Read(Path.Combine(runFolder, "round-1", PairFile.Name)).Pairs)
///     Train(Path.Combine(runFolder, pair.Winner.Candidate.LatentsPath), Path.Combine(runFolder, pair.Loser.Candidate.LatentsPath));
/// </code>
/// </example>
public static class PairFile
{
    /// <summary>Name of the file in the folder of a round.</summary>
    public const string Name = "pairs.json";

    /// <summary>Writes a selection; the file appears whole or not at all.</summary>
    /// <param name="selection">The pairs and what was not made.</param>
    /// <param name="path">The file; its folder exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(PairSelection selection, string path)
    {
        var text = Write(selection);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A selection as text.</summary>
    /// <param name="selection">The pairs and what was not made.</param>
    /// <returns>JSON text that ends with a line feed; equal selections give equal text.</returns>
    public static string Write(PairSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return JsonSerializer.Serialize(PairDocument.Of(selection), PairJson.Indented.PairDocument) + "\n";
    }

    /// <summary>Reads a selection.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is damaged, or another kind of file; the message says where.
    /// </exception>
    public static PairSelection Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var document = JsonSerializer.Deserialize(File.ReadAllText(path), PairJson.OneLine.PairDocument)
                ?? throw new InvalidDataException("expected an object, got null");
            if (document is not { Format: PairDocument.FormatName, Version: PairDocument.FormatVersion })
                throw new InvalidDataException(
                    $"expected {PairDocument.FormatName} {PairDocument.FormatVersion}, got "
                    + $"{document.Format} {document.Version}");
            return document.ToSelection();
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException(
                $"Pairs {path}: expected a file of preference pairs, got: "
                + $"{exception.Message.ReplaceLineEndings(" ")} Make it again with plumb pairs.", exception);
        }
    }
}
