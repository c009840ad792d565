using System.Text.Json;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Statistics;

namespace Plumbline.Cli.Aligning;

/// <summary>Writes the statistics of base against adapter.</summary>
internal static class StatisticsJson
{
    private const int MostMissing = 20;

    /// <summary>Writes a comparison.</summary>
    /// <param name="report">Reads it.</param>
    public static string Write(Func<ComparisonReport> report) => PageSection.Of(json =>
    {
        var found = report();
        var rows = found.Metrics.Values.ToArray();
        json.WriteString("base", found.BaseName);
        json.WriteString("aligned", found.AlignedName);
        json.WriteNumber("prompts", found.Prompts);
        json.WriteNumber("pairs", found.Pairs);
        json.WriteBoolean("isFew", MetricReading.HasFewPrompts(found));
        if (found.Command is { } command)
            json.WriteString("command", command);
        if (found.Commit is { } commit)
            json.WriteString("commit", commit);
        json.WriteString("correction", CorrectionWords.Of(found.Options.Correction));
        WriteHeadlines(json, rows);
        var motion = rows.Where(MetricReading.IsOfMotion).ToArray();
        json.WriteString("motion", MetricWords.OfMotion(motion));
        json.WriteStartArray("rows");
        foreach (var row in rows.OrderByDescending(MetricReading.IsOfMotion))
            WriteRow(json, row);
        json.WriteEndArray();
        WriteMissing(json, found);
    });

    // The verdict of every judge on whole clips, the reward's first.
    private static void WriteHeadlines(Utf8JsonWriter json, MetricComparison[] rows)
    {
        json.WriteStartArray("headlines");
        foreach (var row in rows.Where(
            row => row.Name.EndsWith(".score", StringComparison.Ordinal) && row.WinRate is not null))
        {
            var rate = row.WinRate!;
            json.WriteStartObject();
            json.WriteString("judge", row.Name[..row.Name.LastIndexOf('.')]);
            WriteRate(json, rate);
            json.WriteNumber("wins", rate.Wins);
            json.WriteNumber("ties", rate.Ties);
            json.WriteNumber("losses", rate.Losses);
            json.WriteString("change", MetricWords.Change(row));
            json.WriteString("says", MetricWords.Sentence(row));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, MetricComparison row)
    {
        var (title, text) = MetricWords.Of(row);
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteString("title", title);
        json.WriteString("text", text);
        json.WriteString("unit", row.Unit);
        json.WriteString("direction", MetricWords.Of(row.Direction));
        json.WriteBoolean("isMotion", MetricReading.IsOfMotion(row));
        json.WriteNumber("prompts", row.Prompts);
        json.WriteNumber("pairs", row.Pairs);
        PageSection.WriteOptional(json, "base", row.Base);
        PageSection.WriteOptional(json, "aligned", row.Aligned);
        PageSection.WriteOptional(json, "change", row.Change);
        json.WriteString("changeText", MetricWords.Change(row));
        if (row.Interval is { } interval)
        {
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
        }

        PageSection.WriteOptional(json, "p", row.AdjustedP);
        if (row.WinRate is { } rate)
            WriteRate(json, rate);
        json.WriteString("word", ComparisonMarkdown.WordOf(row));
        json.WriteString("says", MetricWords.Sentence(row));
        json.WriteEndObject();
    }

    private static void WriteRate(Utf8JsonWriter json, WinRate rate)
    {
        json.WriteNumber("share", rate.Share);
        if (rate.Interval is { } interval)
        {
            json.WriteNumber("shareLow", interval.Low);
            json.WriteNumber("shareHigh", interval.High);
        }
    }

    private static void WriteMissing(Utf8JsonWriter json, ComparisonReport found)
    {
        json.WriteNumber("missingCount", found.Missing.Count);
        json.WriteStartArray("notMeasured");
        foreach (var missing in found.Missing.Take(MostMissing))
            json.WriteStringValue(
                $"{missing.Pair}, {(missing.Side == "base" ? "base" : "adapter")}, {missing.Meter}: {missing.Reason}");
        json.WriteEndArray();
        json.WriteStartArray("leftOut");
        foreach (var line in found.LeftOut.Take(MostMissing))
            json.WriteStringValue(line);
        json.WriteEndArray();
    }
}
