using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Vision.Export;

namespace Plumbline.Alignment.Linting;

/// <summary>Reads and writes the findings of the linter as JSON.</summary>
public static class LintFile
{
    /// <summary>Name of the file in a run folder.</summary>
    public const string Name = "lint.json";

    /// <summary>Writes findings; the file appears whole or not at all.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="path">The file; its folder exists.</param>
    public static void Write(IReadOnlyList<LintFinding> findings, string path) =>
        AtomicFile.Write(
            path, stream => JsonSerializer.Serialize(stream, [.. findings], LintJson.Default.LintFindingArray));

    /// <summary>Findings as text.</summary>
    /// <param name="findings">The findings.</param>
    /// <returns>A JSON list.</returns>
    public static string Write(IReadOnlyList<LintFinding> findings) =>
        JsonSerializer.Serialize([.. findings], LintJson.Default.LintFindingArray);

    /// <summary>Reads findings.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyList<LintFinding> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), LintJson.Default.LintFindingArray)
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Findings {path}: expected what the linter wrote, got: {exception.Message} Delete the "
                + "file to check again.", exception);
        }
    }
}

/// <summary>How findings are written as JSON.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LintFinding[]))]
internal sealed partial class LintJson : JsonSerializerContext;
