namespace Plumbline.Cli.Terminal;

/// <summary>Shortens paths for a column of limited width.</summary>
internal static class ShortPath
{
    private const string Gap = "…";

    /// <summary>Shortens a path in the middle; the file name stays whole as long as it fits.</summary>
    /// <param name="path">The path.</param>
    /// <param name="width">Most characters of the answer, at least 3.</param>
    /// <returns>The path itself where it fits; otherwise its beginning, an ellipsis and its end.</returns>
    public static string Fit(string path, int width)
    {
        if (path.Length <= width)
            return path;
        var name = path[(path.TrimEnd('/').LastIndexOf('/') + 1)..];
        // The slash before the name says that it is whole.
        var tail = name.Length + 2 <= width ? name.Length + 1 : (width - 1) / 2 + 1;
        return path[..(width - 1 - tail)] + Gap + path[^tail..];
    }
}
