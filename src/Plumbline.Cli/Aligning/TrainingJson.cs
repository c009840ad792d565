using System.Globalization;
using System.Text.Json;
using Plumbline.Alignment.Training;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes the curves of one training.</summary>
internal static class TrainingJson
{
    private const int MostLines = 600;
    private const string MetricsName = "metrics.jsonl";
    private const string BetaName = "beta.json";
    private const string LogitName = "meanAbsoluteLogit";
    private const string HeldOutPrefix = "heldOut.";

    /// <summary>Writes what was logged.</summary>
    /// <param name="round">The round.</param>
    public static string Write(RunRound round) => PageSection.Of(json =>
    {
        var path = Path.Combine(round.AdapterFolder, MetricsName);
        if (!File.Exists(path))
            throw new InvalidDataException($"Nothing was trained yet: round {round.Round} has no {MetricsName}.");
        var (lines, damaged) = Lines(path);
        if (lines.Count == 0)
            throw new InvalidDataException(
                $"Training has begun and logged nothing yet: {MetricsName} of round {round.Round} is empty.");
        var shown = Thinned(lines);
        json.WriteNumber("logged", lines.Count);
        json.WriteNumber("damaged", damaged);
        json.WriteStartArray("lines");
        foreach (var line in shown)
        {
            json.WriteStartObject();
            foreach (var (name, value) in line)
                json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in Notes(round, lines))
            json.WriteStringValue(note);
        json.WriteEndArray();
    });

    private static (IReadOnlyList<IReadOnlyDictionary<string, double>> Lines, int Damaged) Lines(string path)
    {
        var (lines, damaged) = (new List<IReadOnlyDictionary<string, double>>(), 0);
        foreach (var text in File.ReadLines(path))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                var line = json.RootElement.EnumerateObject().Where(
                    property => property.Value.ValueKind == JsonValueKind.Number)
                    .ToDictionary(property => property.Name, property => property.Value.GetDouble());
                if (!line.ContainsKey("step"))
                    throw new JsonException("no step");
                lines.Add(line);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // A killed process leaves half a line behind.
                damaged++;
            }
        }

        return (lines, damaged);
    }

    // Inspections are few and stay; of the others as many as a curve can show.
    private static IEnumerable<IReadOnlyDictionary<string, double>> Thinned(
        IReadOnlyList<IReadOnlyDictionary<string, double>> lines)
    {
        var even = EvenSelection.Of(lines, MostLines).ToHashSet(ReferenceEqualityComparer.Instance);
        return lines.Where(line => even.Contains(line)
            || line.Keys.Any(name => name.StartsWith(HeldOutPrefix, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Notes(RunRound round, IReadOnlyList<IReadOnlyDictionary<string, double>> lines)
    {
        if (Beta(round) is { } probed)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"β = {probed.Beta:0.###}, chosen from {probed.ProbeSteps} steps that were taken to measure the "
                + $"scale and taken back.");
        if (lines.LastOrDefault(line => line.ContainsKey(LogitName)) is { } last)
            yield return $"At the end {PreferenceStrengths.Sentence(last[LogitName])}.";
        if (!File.Exists(Path.Combine(round.AdapterFolder, "adapter_model.safetensors")))
            yield return "The adapter is not exported yet: the training has not ended.";
    }

    private static ProbedBeta? Beta(RunRound round)
    {
        try
        {
            var path = Path.Combine(round.AdapterFolder, BetaName);
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllText(path), RunJson.Default.ProbedBeta)
                : null;
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            return null;
        }
    }
}
