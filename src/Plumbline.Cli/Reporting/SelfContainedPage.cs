using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Plumbline.Cli.Reporting;

/// <summary>One HTML file that opens from disk and never asks the network for anything.</summary>
/// <remarks>
/// ES modules become data addresses in an import map, so that each stays a file of its own, byte for byte. A content
/// security policy forbids everything else.
/// </remarks>
internal sealed record SelfContainedPage
{
    private const string Template = "report.html";

    /// <summary>Heading in the browser's tab.</summary>
    public required string Title { get; init; }

    /// <summary>CSS text.</summary>
    public required string Style { get; init; }

    /// <summary>See <see cref="PageFiles.ImportMap()"/>.</summary>
    public required string ImportMap { get; init; }

    /// <summary>The module that opens the page, as the import map names it.</summary>
    public required string Entry { get; init; }

    /// <summary>What the page knows from the start, one JSON object that is safe inside a script element.</summary>
    public required string Document { get; init; }

    /// <summary>
    /// What it reads when a reader looks at it, each a JSON object; absent entries leave their number out.
    /// </summary>
    public required IReadOnlyList<string?> Evidence { get; init; }

    /// <summary>Writes the page; equal contents give equal bytes.</summary>
    /// <param name="output">Receives the page, UTF-8.</param>
    public void Write(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var page = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var nonce = Nonce();
        var rest = PageFiles.Text(Template).AsSpan();
        while (rest.IndexOf("{{", StringComparison.Ordinal) is var start and >= 0)
        {
            page.Write(rest[..start]);
            var end = rest.IndexOf("}}", StringComparison.Ordinal);
            WriteSlot(page, rest[(start + 2)..end], nonce);
            rest = rest[(end + 2)..];
        }

        page.Write(rest);
    }

    private void WriteSlot(StreamWriter page, ReadOnlySpan<char> slot, string nonce)
    {
        switch (slot)
        {
            case "nonce":
                page.Write(nonce);
                break;
            case "title":
                page.Write(WebUtility.HtmlEncode(Title));
                break;
            case "style":
                page.Write(Style);
                break;
            case "importmap":
                page.Write(ImportMap);
                break;
            case "entry":
                page.Write($"import \"{Entry}\";");
                break;
            case "document":
                page.Write(Document);
                break;
            case "evidence":
                WriteEvidence(page);
                break;
            default:
                throw new InvalidOperationException(
                    $"{Template}: expected a known slot, got {{{{{slot}}}}}. Name it in {nameof(SelfContainedPage)}.");
        }
    }

    private void WriteEvidence(StreamWriter page)
    {
        for (var i = 0; i < Evidence.Count; i++)
        {
            if (Evidence[i] is { } evidence)
                page.Write($"<script type=\"application/json\" id=\"evidence-{i}\">{evidence}</script>\n");
        }
    }

    // The policy admits only elements that carry this word. It follows from the content, so that equal documents give
    // equal bytes and no text inside the document can contain it.
    private string Nonce()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Document));
        hash.AppendData(Encoding.UTF8.GetBytes(ImportMap));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
