using System.Text;
using System.Text.Json;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Reporting;

/// <summary>The page's own files, embedded in the program.</summary>
internal static class PageFiles
{
    /// <summary>In front of a module's file name in import statements.</summary>
    public const string ModulePrefix = "plumbline/";

    /// <summary>In front of the names of the label page's files.</summary>
    public const string LabelPrefix = "label/";

    /// <summary>In front of the names of the alignment report's files.</summary>
    public const string AlignPrefix = "align/";

    private const string ResourcePrefix = "page/";

    /// <summary>Reads one file.</summary>
    /// <param name="name">File name, such as <c>report.html</c>.</param>
    /// <param name="prefix">Which page it belongs to; the report's by default.</param>
    /// <returns>Its text.</returns>
    /// <exception cref="InvalidOperationException">The program was built without that file.</exception>
    public static string Text(string name, string prefix = ResourcePrefix)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(prefix + name)
            ?? throw new InvalidOperationException(
                $"Report page: expected the embedded file {name}, got none. Build the program again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>All style sheets of a page, in order of their names: <c>base</c> comes first.</summary>
    /// <param name="prefix">Which page; the report's by default.</param>
    /// <returns>CSS text.</returns>
    public static string Style(string prefix = ResourcePrefix) =>
        string.Concat(Names(prefix, ".css").Select(name => Text(name, prefix)));

    /// <summary>The import map that gives every module its text.</summary>
    /// <returns>A JSON object for a script element of type <c>importmap</c>.</returns>
    public static string ImportMap() => ImportMap(Names(ResourcePrefix, ".js"));

    /// <summary>The import map of a page that shares modules with the report.</summary>
    /// <param name="shared">File names of the report's modules that it imports.</param>
    /// <param name="prefix">Which page; its own modules are imported by this prefix.</param>
    /// <returns>A JSON object for a script element of type <c>importmap</c>.</returns>
    public static string ImportMap(IEnumerable<string> shared, string? prefix = null) => JsonText.Object(json =>
    {
        json.WriteStartObject("imports");
        foreach (var name in shared)
            WriteModule(json, ModulePrefix + name, Text(name));
        foreach (var name in prefix is null ? [] : Names(prefix, ".js"))
            WriteModule(json, ModulePrefix + prefix + name, Text(name, prefix!));
        json.WriteEndObject();
    });

    private static void WriteModule(Utf8JsonWriter json, string name, string text)
    {
        // The last line names the module in the browser's messages, which would quote the whole address otherwise.
        var module = $"{text}//# sourceURL={name}\n";
        json.WriteString(name, $"data:text/javascript;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(module))}");
    }

    private static IEnumerable<string> Names(string prefix, string ending) =>
        typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(name => name[prefix.Length..])
        .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
