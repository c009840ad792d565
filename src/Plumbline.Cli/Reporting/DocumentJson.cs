using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Reporting;

/// <summary>Writes what the page knows from the start: heading, glossary and every clip's summary.</summary>
internal static class DocumentJson
{
    /// <summary>Writes the document without evidence.</summary>
    /// <param name="document">The document.</param>
    /// <param name="clips">Its clips; evidence only where the page carries it.</param>
    /// <returns>One JSON object, safe inside a script element.</returns>
    public static string Write(ReportDocument document, IReadOnlyList<ReportClip> clips) => JsonText.Object(json =>
    {
        json.WriteString("title", document.Title);
        json.WriteString("judge", document.JudgeName);
        json.WriteString("judgeVersion", document.JudgeVersion);
        json.WriteString("toolVersion", document.ToolVersion);
        if (document.Command is { } command)
            json.WriteString("command", command);
        json.WriteStartObject("limits");
        json.WriteNumber("worst", EvidenceShelf.WorstCount);
        json.WriteNumber("best", EvidenceShelf.BestCount);
        json.WriteNumber("unscored", EvidenceShelf.UnscoredCount);
        json.WriteNumber("frames", EvidenceJson.MaximumFrames);
        json.WriteEndObject();
        json.WriteStartObject("glossary");
        foreach (var (name, entry) in PartGlossary.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("title", entry.Title);
            json.WriteString("text", entry.Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("clips");
        foreach (var clip in clips)
            json.WriteRawValue(clip.Summary);
        json.WriteEndArray();
    });
}
