namespace Plumbline.Alignment.Evaluation;

/// <summary>Writes what was found about a base model as a page that people read.</summary>
public static class BaseQualityMarkdown
{
    private static readonly CaptionAttribute[] Required =
        [CaptionAttribute.Colour, CaptionAttribute.Shape, CaptionAttribute.Arrangement, CaptionAttribute.Relation];

    /// <summary>What a base model must reach, measured.</summary>
    /// <param name="report">The report.</param>
    /// <returns>One check for each bound.</returns>
    /// <remarks>
    /// Distances are compared as estimated from equally many clips: the bias of the distance between rendered worlds
    /// then counts against the model's <c>real–real</c> bound and not for it.
    /// </remarks>
    public static IReadOnlyList<QualityCheck> Checks(BaseQualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var motion = report.ImageMotion.Single(agreement => agreement.Move is null);
        return
        [
            .. Required.SelectMany(attribute => CaptionChecks(report, attribute)),
            new("first frame kept, mean PSNR in dB", report.FirstFrameDecibels.Count == 0
                ? null
                : report.FirstFrameDecibels.Average(), 26, QualityBound.AtLeast),
            new("camera: correlation of commanded and recovered motion", motion.Correlation, 0.8, QualityBound.AtLeast),
            new("camera: share with the right direction", motion.DirectionShare, 0.9, QualityBound.AtLeast),
            new(
                "distance: rendered–rendered over model–rendered", Ratio(report.RenderedDistance, report.ImageDistance),
                0.1, QualityBound.Below),
            new(
                "distance: model–rendered over noise–rendered", Ratio(report.ImageDistance, report.NoiseDistance), 0.25,
                QualityBound.Below),
            new("judge: mean gap below rendered worlds in points", report.Judge.Gap, 10, QualityBound.AtLeast),
            new(
                "judge: standard deviation among seeds of one world", report.Judge.SeedDeviation, 5,
                QualityBound.AtLeast),
        ];
    }

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Markdown text.</returns>
    public static string Write(BaseQualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (protocol, judge) = (report.Protocol, report.Judge);
        return new QualityMarkdown()
            .Text($"# Quality of the base model")
            .Text(
                $"Model `{report.ModelHash[..12]}`, autoencoder `{report.AutoencoderHash[..12]}`, classifier `{report.ClassifierHash[..12]}`; {protocol.Format.Width} × {protocol.Format.Height} × {protocol.Format.FrameCount}, {protocol.Steps} steps, guidance {protocol.Guidance:0.##}, {(protocol.FirstFrameFirst ? "clips from captions in two steps" : "clips from captions at once")}, seed {protocol.Seed}. Worlds of the test split, mixed by what their captions say.")
            .Checks(Checks(report))
            .Text($"## What clips show of their captions")
            .Text(
                $"A choice with one right answer; intervals by Wilson; chance is the share of right answers to the captions of other clips. \"Count\" is told among three numbers and easier to guess; \"arrangement\" asks for the number and whether the things are alike.")
            .Captions(
                ("rendered", report.RenderedCaptions), ("from captions", report.PromptCaptions),
                ("from first frames", report.ImageCaptions))
            .Text($"## Fréchet distance from rendered worlds")
            .Table(
                ["clips", "as estimated", "without the bias of few clips", "number on each side"],
                [
                    DistanceRow("other rendered worlds", report.RenderedDistance),
                    DistanceRow("from first frames", report.ImageDistance),
                    DistanceRow("from captions", report.PromptDistance),
                    DistanceRow($"rendered, noise {protocol.NoiseDeviation:0.##}", report.NoiseDistance),
                ])
            .Text($"## Cameras")
            .Text(
                $"Commanded against recovered by the judge's reconstruction, intrinsics given. A clip without cameras counts as a wrong direction; the correlation is of those with cameras, over all moves after each move's mean and spread.")
            .Motion(("rendered", report.RenderedMotion), ("from first frames", report.ImageMotion))
            .Text($"## Judge")
            .Table(
                [
                    "worlds", "clips", "rendered", "model", "gap", "95 %", "deviation among seeds",
                    "unscorable of the model", "unscorable rendered"],
                [[
                    $"{judge.Worlds}", $"{judge.Clips}",
                    QualityMarkdown.Number(judge.RenderedMean, "0.0"), QualityMarkdown.Number(judge.BaseMean, "0.0"),
                    QualityMarkdown.Number(judge.Gap, "0.0"), QualityMarkdown.Range(judge.GapInterval, "0.0"),
                    QualityMarkdown.Number(judge.SeedDeviation, "0.0"),
                    $"{judge.Unscorable}", $"{judge.UnscorableRendered}"]])
            .ToString();
    }

    private static IEnumerable<QualityCheck> CaptionChecks(BaseQualityReport report, CaptionAttribute attribute)
    {
        var rate = report.PromptCaptions.FirstOrDefault(rate => rate.Attribute == attribute);
        var name = attribute.ToString().ToLowerInvariant();
        yield return new($"caption: {name}, share right", rate?.Share, 0.7, QualityBound.AtLeast);
        yield return new($"caption: {name}, share right by guessing", rate?.Guess, 0.25, QualityBound.AtMost);
    }

    private static double? Ratio(ClipDistance one, ClipDistance other) =>
        other.Plain > 0 ? one.Plain / other.Plain : null;

    private static string[] DistanceRow(string name, ClipDistance distance) =>
        [
            name, QualityMarkdown.Number(distance.Plain, "0.0000"), QualityMarkdown.Number(distance.Unbiased, "0.0000"),
            $"{distance.Clips}"];
}
