using Plumbline.Alignment.Evaluation;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Benchmarks.Quality;

/// <summary>The verb <c>vae-quality</c>: what an autoencoder does to clips.</summary>
internal static class AutoencoderQuality
{
    private const int DefaultClips = 256;
    private const int DefaultJudged = 64;

    /// <summary>Measures and prints a page in Markdown.</summary>
    /// <param name="arguments">What was written after the verb.</param>
    /// <returns>
    /// Exit code 0; 1 where something that must be reached is missed, 2 where the arguments are refused.
    /// </returns>
    public static int Run(string[] arguments) => QualityOptions.Run(arguments, Measure);

    private static int Measure(QualityOptions options)
    {
        var clips = options.Number("--clips") ?? DefaultClips;
        var size = options.Number("--size") ?? WorldFormat.Standard.Width;
        var run = new AutoencoderQualityRun(
            options.Require("--vae"), options.Find("--classifier"), clips,
            Math.Min(options.Number("--judged") ?? DefaultJudged, clips),
            new WorldFormat(size, size), EngineReport.FastestCompute());
        using var catalog = options.OpenCatalog();
        var report = run.Execute(catalog, new QualityLine());
        options.Publish(AutoencoderQualityMarkdown.Write(report), QualityJson.Write(report));
        return AutoencoderQualityMarkdown.Checks(report).All(check => check.IsMet) ? 0 : 1;
    }
}
