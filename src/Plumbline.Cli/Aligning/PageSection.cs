using System.Text.Json;
using Plumbline.Cli.Reporting.Packing;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Aligning;

/// <summary>
/// A section of the alignment report: what was found, or the sentence that says why there is nothing.
/// </summary>
internal static class PageSection
{
    /// <summary>Writes a section.</summary>
    /// <param name="write">Writes what lies between the braces.</param>
    /// <returns>A JSON object; <c>{"missing": …}</c> where a file is absent, damaged or in use.</returns>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        try
        {
            return JsonText.Object(write);
        }
        catch (Exception exception) when (IsOfAFile(exception))
        {
            return Missing(exception.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>A section with nothing in it.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    public static string Missing(string reason) => JsonText.Object(json => json.WriteString("missing", reason));

    /// <summary>Whether an exception says that a file cannot be used, so that the rest of the page can.</summary>
    /// <param name="exception">The exception.</param>
    public static bool IsOfAFile(Exception exception) => exception is IOException or UnauthorizedAccessException
        or InvalidDataException or JsonException or CheckpointException or MediaException or CommandLineException;

    /// <summary>Writes a number where there is one.</summary>
    /// <param name="json">Receives the property.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="number">The number; nothing is written when absent.</param>
    public static void WriteOptional(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }
}
