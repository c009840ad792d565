using System.Text.RegularExpressions;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// Picture metrics and camera motion: <c>METRIC.PAIR</c>, <c>motion.POSES</c>, and SSIM per picture and of a large
/// formula.
/// </summary>
internal sealed partial class VideoGpaMetricsSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_metrics";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (output == "ssim_per_frame")
            return Pair(golden, "t01") is var (gt, rep)
                ? GoldenTensor.Of(StructuralSimilarity.PerPicture(gt, rep)!, gt.Count) : null;
        if (output.StartsWith("ssim_big", StringComparison.Ordinal))
            return FormulaPair(golden) is var (gt, rep)
                ? GoldenTensor.Of(StructuralSimilarity.Mean(gt, rep)!.Value) : null;
        if (output.Split('.') is not [var metric, var tag])
            return null;
        // Where we say absent, the reference writes 0 for the motion and 100 dB.
        if (metric == "motion" && golden.InputNames.Contains(tag))
            return GoldenTensor.Of(CameraMotion.Norm(golden.Input(tag).ToPoses()) ?? 0);
        if (Pair(golden, tag) is not var (reference, prediction))
            return null;
        return metric switch
        {
            "mse" => GoldenTensor.Of(PictureError.MeanSquared(reference, prediction)),
            "psnr" => GoldenTensor.Of(PictureError.PeakSignalToNoiseDecibels(reference, prediction) ?? 100),
            "ssim" => GoldenTensor.Of(StructuralSimilarity.Mean(reference, prediction)!.Value),
            _ => null,
        };
    }

    /// <summary>The notes allow 2·10⁻⁴ for a camera at rest, where single precision makes noise of the angle.</summary>
    public double Tolerance(GoldenCase golden, string output, double expected) =>
        output.StartsWith("motion.", StringComparison.Ordinal) && expected < 1e-3 ? 2e-4 : golden.Tolerance(output);

    /// <summary>What a tag such as <c>t01</c>, <c>u8_vs_pm1</c>, <c>identical</c> or <c>resize</c> compares.</summary>
    private static (UnitPictures Reference, UnitPictures Prediction)? Pair(GoldenCase golden, string tag)
    {
        var (referenceTag, predictionTag) = tag.Split("_vs_") is [var a, var b] ? (a, b) : (tag, tag);
        var reference = Find(golden, "gt", tag is "identical" or "resize" ? "t01" : referenceTag);
        var prediction = tag == "identical"
            ? reference
            : Find(golden, "rep", tag == "resize" ? "small" : predictionTag);
        return reference is null || prediction is null
            ? null
            : (golden.Input(reference).ToPictures(), golden.Input(prediction).ToPictures());
    }

    private static string? Find(GoldenCase golden, string role, string tag)
    {
        var wanted = tag.StartsWith(role, StringComparison.Ordinal) ? tag[role.Length..] : tag;
        wanted = wanted.TrimStart('_').TrimStart('t');
        return golden.InputNames.Where(name => name.StartsWith(role, StringComparison.Ordinal))
            .FirstOrDefault(name => name[role.Length..].TrimStart('_').StartsWith(wanted, StringComparison.Ordinal));
    }

    /// <summary>
    /// The formula of the case's notes, with the size and coefficients that the configuration states.
    /// </summary>
    private static (UnitPictures, UnitPictures)? FormulaPair(GoldenCase golden)
    {
        if (!golden.Config.TryGetProperty("big_formula", out var text)
            || Formula().Match(text.GetString()!) is not { Success: true } match)
            return null;
        double Number(string name) => double.Parse(match.Groups[name].Value);
        var (height, width) = ((int)Number("H"), (int)Number("W"));
        UnitPictures Fill(Func<double, double, double, double> level) => new(
            [.. from c in Enumerable.Range(0, 3)
                from y in Enumerable.Range(0, height)
                from x in Enumerable.Range(0, width)
                select (float)level(c, y, x)],
            1, height, width);

        return (
            Fill((c, y, x) => Number("o") + Number("a") * Math.Sin(Number("kx") * (c + 1) * x + Number("ky") * y + c)),
            Fill((c, y, x) => Number("o") + Number("a") * Math.Sin(
                Number("kx") * (c + 1) * x + Number("ky2") * y + c + Number("b") * Math.Cos(Number("w") * x))));
    }

    [GeneratedRegex(
        @"H=(?<H>\d+),W=(?<W>\d+); gt\[c,y,x\]=(?<o>[\d.]+)\+(?<a>[\d.]+)" +
        @"\*sin\((?<kx>[\d.]+)\*\(c\+1\)\*x\+(?<ky>[\d.]+)\*y\+c\); rep\[c,y,x\]=[\d.]+\+[\d.]+" +
        @"\*sin\([\d.]+\*\(c\+1\)\*x\+(?<ky2>[\d.]+)\*y\+c\+(?<b>[\d.]+)\*cos\((?<w>[\d.]+)\*x\)\)")]
    private static partial Regex Formula();
}
