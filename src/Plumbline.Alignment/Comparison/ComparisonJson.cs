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
public sealed partial class ComparisonJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON text that ends in a line break.</returns>
    public static string Write(ComparisonReport report) => JsonSerializer.Serialize(report, Default.ComparisonReport) + "\n";
}
