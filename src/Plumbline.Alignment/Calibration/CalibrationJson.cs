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

    /// <summary>Reads a report.</summary>
    /// <param name="path">A file that <c>plumb calibrate --json</c> wrote.</param>
    /// <returns>The report.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged or says something else.</exception>
    public static CalibrationReport Read(string path) => Parse(File.ReadAllText(path), path);

    internal static CalibrationReport Parse(string json, string path)
    {
        try
        {
            var report = JsonSerializer.Deserialize(json, Default.CalibrationReport);
            if (report is not { Judge: not null, JudgeVersion: not null, Clips: not null, Ladders: not null, Attacks: not null })
                throw new InvalidDataException(
                    $"Calibration {path}: expected a report with clips, ladders and attacks, got something else. "
                    + "Make one with plumb calibrate --json.");
            return report;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Calibration {path}: expected JSON of plumb calibrate --json, got: {exception.Message}", exception);
        }
    }
}
