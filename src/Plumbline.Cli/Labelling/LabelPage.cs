using Plumbline.Cli.Reporting;

namespace Plumbline.Cli.Labelling;

/// <summary>The files of the page, embedded in the program; colours and foundations are the report's.</summary>
internal static class LabelPage
{
    /// <summary>The document.</summary>
    public static string Html { get; } = PageFiles.Text("label.html", PageFiles.LabelPrefix);

    /// <summary>The style sheet.</summary>
    public static string Style { get; } =
        PageFiles.Text("base-colours.css") + PageFiles.Text("base.css") + PageFiles.Text(
            "label.css", PageFiles.LabelPrefix);

    /// <summary>The module.</summary>
    public static string Script { get; } = PageFiles.Text("label.js", PageFiles.LabelPrefix);
}
