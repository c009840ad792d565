using System.Text;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Reporting;

/// <summary>The page's own files, embedded in the program.</summary>
internal static class PageFiles
{
    /// <summary>In front of a module's file name in import statements.</summary>
    public const string ModulePrefix = "plumbline/";

    /// <summary>In front of the names of the label page's files.</summary>
    public const string LabelPrefix = "label/";

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

    /// <summary>All style sheets, in order of their names: <c>base</c> comes first.</summary>
    /// <returns>CSS text.</returns>
    public static string Style() => string.Concat(Names(".css").Select(name => Text(name)));

    /// <summary>The import map that gives every module its text.</summary>
    /// <returns>A JSON object for a script element of type <c>importmap</c>.</returns>
    public static string ImportMap() => JsonText.Object(json =>
    {
        json.WriteStartObject("imports");
        foreach (var name in Names(".js"))
        {
            // The last line names the module in the browser's messages, which would quote the whole address otherwise.
            var module = $"{Text(name)}//# sourceURL={ModulePrefix}{name}\n";
            var address = $"data:text/javascript;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(module))}";
            json.WriteString(ModulePrefix + name, address);
        }

        json.WriteEndObject();
    });

    private static IEnumerable<string> Names(string ending) => typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(name => name[ResourcePrefix.Length..])
        .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
