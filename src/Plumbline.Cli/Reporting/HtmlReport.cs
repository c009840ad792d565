using System.Security.Cryptography;
using System.Text;
using Plumbline.Vision.Export;

namespace Plumbline.Cli.Reporting;

/// <summary>Writes the report: one HTML file that opens from disk and never asks the network for anything.</summary>
/// <remarks>
/// The page is made of the files in <c>Reporting/Page</c>, byte for byte: ES modules become data addresses in an import
/// map, so that each stays a file of its own. A content security policy forbids everything else.
/// </remarks>
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

        using var page = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var nonce = Nonce(document, clips);
        var template = PageFiles.Text("report.html");
        var rest = template.AsSpan();
        while (rest.IndexOf("{{", StringComparison.Ordinal) is var start and >= 0)
        {
            page.Write(rest[..start]);
            var end = rest.IndexOf("}}", StringComparison.Ordinal);
            WriteSlot(page, rest[(start + 2)..end], document, clips, nonce);
            rest = rest[(end + 2)..];
        }

        page.Write(rest);
    }

    private static void WriteSlot(
        StreamWriter page, ReadOnlySpan<char> slot, ReportDocument document, IReadOnlyList<ReportClip> clips,
        string nonce)
    {
        switch (slot)
        {
            case "nonce":
                page.Write(nonce);
                break;
            case "title":
                page.Write(System.Net.WebUtility.HtmlEncode(document.Title));
                break;
            case "style":
                page.Write(PageFiles.Style());
                break;
            case "importmap":
                page.Write(PageFiles.ImportMap());
                break;
            case "entry":
                page.Write($"import \"{PageFiles.ModulePrefix}{EntryModule}\";");
                break;
            case "document":
                page.Write(DocumentJson.Write(document, clips));
                break;
            case "evidence":
                WriteEvidence(page, clips);
                break;
            default:
                throw new InvalidOperationException(
                    $"report.html: expected a known slot, got {{{{{slot}}}}}. Name it in HtmlReport.");
        }
    }

    private static void WriteEvidence(StreamWriter page, IReadOnlyList<ReportClip> clips)
    {
        for (var i = 0; i < clips.Count; i++)
        {
            if (clips[i].Evidence is { } evidence)
                page.Write($"<script type=\"application/json\" id=\"evidence-{i}\">{evidence}</script>\n");
        }
    }

    // The policy admits only elements that carry this word. It follows from the content, so that equal documents give
    // equal bytes and no text inside the document can contain it.
    private static string Nonce(ReportDocument document, IReadOnlyList<ReportClip> clips)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(DocumentJson.Write(document, clips)));
        hash.AppendData(Encoding.UTF8.GetBytes(PageFiles.ImportMap()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
