namespace Plumbline.Alignment.Evaluation;

/// <summary>Writes what was found about an autoencoder as a page that people read.</summary>
public static class AutoencoderQualityMarkdown
{
    /// <summary>What an autoencoder must reach, measured.</summary>
    /// <param name="report">The report.</param>
    /// <returns>One check for each bound.</returns>
    public static IReadOnlyList<QualityCheck> Checks(AutoencoderQualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var changes = report.ScoreChanges;
        return
        [
            new("mean PSNR in dB", Mean(report.PeakSignalToNoiseDecibels), 30, QualityBound.AtLeast),
            new("mean SSIM", Mean(report.Similarity), 0.93, QualityBound.AtLeast),
            new("judge: mean change of the score, either way, in points", changes.Count == 0
                ? null
                : changes.Average(Math.Abs), 5, QualityBound.Below),
        ];
    }

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Markdown text.</returns>
    public static string Write(AutoencoderQualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var sorted = report.ScoreChanges.Order().ToArray();
        string Quantile(double share) => QualityMarkdown.Number(
            sorted.Length == 0 ? null : sorted[(int)(share * (sorted.Length - 1))], "+0.0;−0.0;0.0");
        var page = new QualityMarkdown()
            .Text($"# Quality of the autoencoder")
            .Text(
                $"Autoencoder `{report.AutoencoderHash[..12]}`; {report.Clips} clips of the test split, mixed by what their captions say.")
            .Checks(Checks(report))
            .Text($"## Judge: decoded minus original")
            .Table(
                ["clips with both scores", "lowest", "5 %", "median", "95 %", "highest", "without a score"],
                [[
                    $"{sorted.Length}", Quantile(0), Quantile(0.05), Quantile(0.5), Quantile(0.95), Quantile(1),
                    $"{report.Unscorable}"]]);
        if (report.OriginalMotion.Count > 0)
            page.Text($"## Cameras: commanded against recovered")
                .Motion(("original", report.OriginalMotion), ("decoded", report.DecodedMotion));
        if (report.ClassifierHash is { } hash)
            page.Text($"## Captions, read by classifier `{hash[..12]}`")
                .Captions(("original", report.OriginalCaptions), ("decoded", report.DecodedCaptions));
        if (report.Distance is { } distance)
            page.Text(
                $"Fréchet distance of decoded clips from their originals: {distance.Plain:0.0000} ({distance.Clips} clips on each side, the same worlds).");
        return page.ToString();
    }

    private static double? Mean(IReadOnlyList<double> values) => values.Count == 0 ? null : values.Average();
}
