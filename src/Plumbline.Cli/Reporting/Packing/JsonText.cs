using System.Text;
using System.Text.Json;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Small steps that every JSON of the page shares.</summary>
internal static class JsonText
{
    /// <summary>Writes one object.</summary>
    /// <param name="writeProperties">Writes what lies between the braces.</param>
    /// <returns>The JSON text, ASCII only.</returns>
    public static string Object(Action<Utf8JsonWriter> writeProperties)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            writeProperties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Writes an array of numbers.</summary>
    /// <param name="json">Receives the property.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="numbers">Finite numbers.</param>
    public static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>Name of a choice as the page spells it.</summary>
    /// <param name="choice">The choice.</param>
    /// <returns>Its name with a small first letter.</returns>
    public static string CamelCase<TChoice>(TChoice choice)
        where TChoice : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());
}
