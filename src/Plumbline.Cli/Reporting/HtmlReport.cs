using Plumbline.Vision.Export;

namespace Plumbline.Cli.Reporting;

/// <summary>Writes the report of judged clips: one HTML file, made of the files in <c>Reporting/Page</c>.</summary>
internal static class HtmlReport
{
    private const string EntryModule = "main.js";

    /// <summary>Writes a page; the file appears whole or not at all.</summary>
    /// <param name="path">Where the page goes; an existing file is replaced.</param>
    /// <param name="document">What it shows.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string path, ReportDocument document)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(document);
        AtomicFile.Write(path, file => Write(file, document));
    }

    /// <summary>Writes a page to a stream; equal documents give equal bytes.</summary>
    /// <param name="output">Receives the page, UTF-8.</param>
    /// <param name="document">What it shows.</param>
    public static void Write(Stream output, ReportDocument document)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(document);
        var shelf = new EvidenceShelf();
        for (var position = 0; position < document.Clips.Count; position++)
            shelf.Add(position, document.Clips[position]);
        var clips = shelf.Clips;
        new SelfContainedPage
        {
            Title = document.Title,
            Style = PageFiles.Style(),
            ImportMap = PageFiles.ImportMap(),
            Entry = PageFiles.ModulePrefix + EntryModule,
            Document = DocumentJson.Write(document, clips),
            Evidence = [.. clips.Select(clip => clip.Evidence)],
        }.Write(output);
    }
}
