using System.Globalization;
using Plumbline.Alignment;
using Plumbline.Alignment.Comparison;
using Plumbline.Cli.Reporting;

namespace Plumbline.Cli.Aligning;

/// <summary>Rows of a comparison in plain words.</summary>
internal static class MetricWords
{
    private const string GeometryName = "geometry";

    private static readonly Dictionary<string, PartGlossary.Entry> Own = new()
    {
        ["scored"] = new("Clips with a score", "Share of clips that the judge could measure at all."),
        ["camera.rightDirection"] = new(
            "Camera goes the right way", "Share of clips whose camera went where it was asked to."),
        ["camera.error"] = new("Camera error", "How far the camera's path was off, in per cent of what was asked."),
        ["sharpness"] = new("Sharpness", "Variance of the Laplacian; noise raises it too."),
        ["dynamicDegree"] = new(
            "Dynamic degree", "How far the fastest twentieth of the picture moves in an eighth of a second."),
        ["dynamicClips"] = new("Dynamic clips", "Share of clips with plenty of motion, as VBench counts them."),
        ["temporalFlicker"] = new("Temporal flicker", "Change from frame to frame that motion does not explain."),
        ["firstFramePsnr"] = new("First frame kept", "Likeness of the first frame to the picture that was given."),
        ["caption.accuracy"] = new(
            "Caption accuracy",
            "Share of questions about the caption that a classifier answers rightly from the clip."),
        ["frechetDistance"] = new("Fréchet distance", "How far the clips as a set lie from rendered worlds."),
    };

    /// <summary>Title and explanation of a row.</summary>
    /// <param name="row">The row.</param>
    public static PartGlossary.Entry Of(MetricComparison row)
    {
        if (Own.GetValueOrDefault(row.Name) is { } whole)
            return whole;
        var dot = row.Name.LastIndexOf('.');
        var (judge, part) = (dot > 0 ? row.Name[..dot] : null, row.Name[(dot + 1)..]);
        var entry = Own.GetValueOrDefault(part) ?? PartGlossary.Entries.GetValueOrDefault(part) ?? new(Apart(part), "");
        if (judge is null)
            return entry;
        // Several judges measure parts of one name; what the glossary says of them is true of the geometry judge's.
        var text = judge == GeometryName || Own.ContainsKey(part) ? entry.Text : "";
        return new($"{entry.Title}, {judge}", text);
    }

    /// <summary>What a row says, in one sentence without an end.</summary>
    /// <param name="row">The row.</param>
    public static string Sentence(MetricComparison row)
    {
        var without = (row.BaseMissing, row.AlignedMissing) is (0, 0)
            ? ""
            : $"; could not be measured in {row.BaseMissing} clips of the base and {row.AlignedMissing} of the adapter";
        return ComparisonMarkdown.WordOf(row) switch
        {
            "not measured" => $"not measured{without}",
            "not told apart" when row.Difference == 0 => $"the same on both sides{without}",
            "not told apart" => $"no difference seen{Needed(row)}{without}",
            var word => $"surely {word}{without}",
        };
    }

    /// <summary>
    /// What the rows of motion say together: a model that holds still gains in every measure of rigidity.
    /// </summary>
    /// <param name="rows">The rows of motion.</param>
    /// <returns>A sentence or two.</returns>
    public static string OfMotion(IReadOnlyList<MetricComparison> rows)
    {
        string Named(IEnumerable<MetricComparison> some) =>
            string.Join(", ", some.Select(row => $"{Of(row).Title.ToLowerInvariant()} {Change(row)}"));
        var less = rows.Where(row => ComparisonMarkdown.WordOf(row) == "less").ToArray();
        if (less.Length > 0)
            return $"The adapter's clips surely move less: {Named(less)}. What it gained elsewhere may in part be the "
                + "gain of holding still.";
        var measured = rows.Where(row => row.Change is not null).ToArray();
        return measured.Length == 0
            ? "Motion was not measured, so that nothing says whether the adapter won by holding still."
            : $"No loss of motion was seen: {Named(measured)}. How much could have been lost unseen, the lower ends of the intervals say.";
    }

    /// <summary>A change with its interval.</summary>
    /// <param name="row">The row.</param>
    public static string Change(MetricComparison row)
    {
        if (row.Change is not { } change)
            return "not measured";
        var unit = row.ChangeUnit is "1" ? "" : $" {row.ChangeUnit}";
        string Signed(double number) => number.ToString(
            row.ChangeUnit is "%" or "points" or "dB" ? "+0.0;−0.0;0.0" : "+0.0##;−0.0##;0",
            CultureInfo.InvariantCulture);
        return row.Interval is { } interval
            ? $"{Signed(change)}{unit} (95 %: {Signed(interval.Low)} to {Signed(interval.High)})"
            : $"{Signed(change)}{unit} (no interval)";
    }

    /// <summary>Which way a row improves, in a word.</summary>
    /// <param name="direction">The direction.</param>
    public static string Of(Direction direction) => direction switch
    {
        Direction.HigherIsBetter => "higher is better",
        Direction.LowerIsBetter => "lower is better",
        _ => "neither way is better",
    };

    private static string Needed(MetricComparison row) => MetricReading.PromptsToSee(row) is { } prompts
        ? string.Create(
            CultureInfo.InvariantCulture, $"; a change as large as this would need about {prompts} prompts") : "";

    private static string Apart(string part)
    {
        var words = string.Concat(
            part.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
