using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Comparison;

/// <summary>How comparisons are written as JSON: camelCase names, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ComparisonReport))]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(Interval))]
public sealed partial class ComparisonJson : JsonSerializerContext
{
    /// <summary>Name of the file in the folder of a comparison.</summary>
    public const string Name = "comparison.json";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON text that ends in a line break.</returns>
    public static string Write(ComparisonReport report) =>
        JsonSerializer.Serialize(report, Default.ComparisonReport) + "\n";

    /// <summary>Reads a report.</summary>
    /// <param name="path">The file that <see cref="Write"/> gave.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is damaged, or another kind of file; the message says where.
    /// </exception>
    public static ComparisonReport Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var report = json.Deserialize(Default.ComparisonReport) ?? throw new JsonException("The file says null.");
            return report with
            {
                Metrics = report.Metrics.ToDictionary(
                    entry => entry.Key,
                    entry => WithPercent(entry.Value, json.RootElement.GetProperty("metrics").GetProperty(entry.Key))),
            };
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"Comparison {path}: expected what plumb compare writes, got: "
                + $"{exception.Message.ReplaceLineEndings(" ")} Make it again with plumb compare.", exception);
        }
    }

    // A change is written once: in per cent where it has a unit of its own, else as the difference that is there
    // anyway.
    private static MetricComparison WithPercent(MetricComparison row, JsonElement json)
    {
        if (!json.TryGetProperty("changeUnit", out var unit) || unit.GetString() != "%")
            return row;
        return row with
        {
            Percent = json.GetProperty("change").GetDouble(),
            PercentInterval =
                json.TryGetProperty("interval", out var interval) ? interval.Deserialize(Default.Interval) : null,
        };
    }
}
