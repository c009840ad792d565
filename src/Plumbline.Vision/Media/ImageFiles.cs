using System.Text.RegularExpressions;

namespace Plumbline.Vision.Media;

/// <summary>Finds the pictures that make up one clip, in the order in which a person would count them.</summary>
internal static partial class ImageFiles
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".ppm", ".pgm", ".pam", ".exr", ".dpx", ".qoi",
        ".tga", ".jp2",
    };

    /// <summary>The extensions, for a message.</summary>
    public static string ExtensionList => string.Join(' ', Extensions);

    /// <summary>Whether a name ends like a picture.</summary>
    /// <param name="path">A path.</param>
    /// <returns>True for the extensions of still pictures; GIF is a video here.</returns>
    public static bool HasImageExtension(string path) => Extensions.Contains(Path.GetExtension(path));

    /// <summary>The format that an extension stands for.</summary>
    /// <param name="path">A path.</param>
    /// <returns>The extension in lower case, one spelling for each format.</returns>
    public static string FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jpeg" => ".jpg",
        ".tiff" => ".tif",
        var other => other,
    };

    /// <summary>Whether a name holds one running number such as <c>%05d</c>.</summary>
    /// <param name="path">A path.</param>
    /// <returns>True for a pattern.</returns>
    public static bool IsPattern(string path) => RunningNumber().Count(Path.GetFileName(path)) == 1;

    /// <summary>The pictures directly in a folder.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <returns>Full paths in natural order; empty where there are none.</returns>
    public static IReadOnlyList<string> InFolder(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.GetFullPath(folder))
            .Where(path => HasImageExtension(path) && Path.GetFileName(path)[0] != '.')
            .Order(NaturalOrder.Instance),
    ];

    /// <summary>The files that a pattern names, whatever the first number and whatever gaps there are.</summary>
    /// <param name="pattern">
    /// A path whose name holds <c>%d</c> or <c>%05d</c>; <c>%%</c> stands for a percent sign.
    /// </param>
    /// <returns>Full paths by rising number; empty where there are none.</returns>
    public static IReadOnlyList<string> OfPattern(string pattern)
    {
        var full = Path.GetFullPath(pattern);
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            return [];
        var name = Path.GetFileName(full);
        var number = RunningNumber().Match(name);
        var width = number.Groups["width"].Value;
        var digits = width.Length == 0 ? "[0-9]+" : $"[0-9]{{{width},}}";
        var before = Regex.Escape(Unescape(name[..number.Index]));
        var after = Regex.Escape(Unescape(name[(number.Index + number.Length)..]));
        var matcher = new Regex($"^{before}{digits}{after}$", RegexOptions.CultureInvariant);
        return
        [
            .. Directory.EnumerateFiles(folder)
                .Where(path => matcher.IsMatch(Path.GetFileName(path)))
                .Order(NaturalOrder.Instance),
        ];
    }

    private static string Unescape(string text) => text.Replace("%%", "%", StringComparison.Ordinal);

    [GeneratedRegex("(?<=^(?:[^%]|%%)*)%(?:0(?<width>[1-9]))?d")]
    private static partial Regex RunningNumber();
}
