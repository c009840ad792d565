using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How evaluations are written as JSON: camelCase names, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(BaseQualityReport))]
[JsonSerializable(typeof(AutoencoderQualityReport))]
public sealed partial class QualityJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON text that ends in a line break.</returns>
    public static string Write(BaseQualityReport report) =>
        JsonSerializer.Serialize(report, Default.BaseQualityReport) + "\n";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON text that ends in a line break.</returns>
    public static string Write(AutoencoderQualityReport report) =>
        JsonSerializer.Serialize(report, Default.AutoencoderQualityReport) + "\n";
}
