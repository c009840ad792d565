using Plumbline.Alignment.Linting;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes what each stage took and gave, and what the linter found before the first one.</summary>
internal static class StagesJson
{
    /// <summary>Writes the stages.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    public static string WriteStages(string runFolder) => PageSection.Of(json =>
    {
        var stages = StageLog.Read(runFolder);
        if (stages.Count == 0)
            throw new InvalidDataException($"There is no {StageLog.Name}: no stage was begun by plumb align.");
        json.WriteStartArray("stages");
        foreach (var stage in stages)
        {
            json.WriteStartObject();
            json.WriteString("stage", JsonText.CamelCase(stage.Stage));
            if (stage.Round is { } round)
                json.WriteNumber("round", round);
            json.WriteNumber("seconds", stage.Seconds);
            json.WriteBoolean("isWhole", stage.IsWhole);
            json.WriteBoolean("isOpen", stage.IsOpen);
            json.WriteNumber("count", stage.Count);
            json.WriteString("text", stage.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes what the linter found.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    public static string WriteLint(string runFolder) => PageSection.Of(json =>
    {
        var path = Path.Combine(runFolder, LintFile.Name);
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no {LintFile.Name}: the model was not checked by plumb align.");
        var findings = LintFile.Read(path);
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("state", JsonText.CamelCase(finding.State));
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
