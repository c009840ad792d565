using System.Text.Json;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Training;

/// <summary>What the inspections of a run found on held-out pairs; kept in its folder.</summary>
/// <param name="Inspections">The inspections in the order of their steps.</param>
internal sealed record HeldOutHistory(IReadOnlyList<HeldOutHistory.Inspection> Inspections)
{
    private const string FileName = "held-out.json";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Reads what was found up to a step; later inspections will be made again.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="step">How many steps were taken.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static HeldOutHistory Read(string folder, long step)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new([]);
        try
        {
            var all = JsonSerializer.Deserialize<Inspection[]>(File.ReadAllText(path), Layout) ?? [];
            return new([.. all.Where(inspection => inspection.Step <= step)]);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Resume {folder}: expected {FileName} to hold inspections, got: "
                + $"{exception.Message} Begin another run.", exception);
        }
    }

    /// <summary>
    /// The inspection with the highest accuracy, of several the one with the largest margin; absent before the first.
    /// </summary>
    public Inspection? Best =>
        Inspections.Aggregate((Inspection?)null, (best, next) => next.IsBetterThan(best) ? next : best);

    /// <summary>How many inspections came after the best one.</summary>
    public int CountSinceBest => Best is { } best ? Inspections.Count(inspection => inspection.Step > best.Step) : 0;

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <param name="folder">Folder of the run.</param>
    public void Write(string folder) => AtomicFile.Write(
        Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, Inspections, Layout));

    /// <summary>Removes the file of a run that is to begin anew.</summary>
    /// <param name="folder">Folder of the run.</param>
    public static void Delete(string folder) => File.Delete(Path.Combine(folder, FileName));

    /// <summary>One inspection.</summary>
    public sealed record Inspection(long Step, double Accuracy, double Margin)
    {
        public bool IsBetterThan(Inspection? other) =>
            other is null || Accuracy > other.Accuracy || (Accuracy == other.Accuracy && Margin > other.Margin);
    }
}
