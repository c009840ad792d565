using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Alignment.Calibration;

/// <summary>How a calibration is written as JSON: camelCase names, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(CalibrationReport))]
[JsonSerializable(typeof(Outcome))]
public sealed partial class CalibrationJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON text that ends in a line break.</returns>
    public static string Write(CalibrationReport report) =>
        JsonSerializer.Serialize(report, Default.CalibrationReport) + "\n";
}
