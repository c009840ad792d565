using Plumbline.Alignment.Evaluation;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Benchmarks.Quality;

/// <summary>The verb <c>base-quality</c>: what a base model's clips are worth.</summary>
internal static class BaseQuality
{
    /// <summary>Measures and prints a page in Markdown.</summary>
    /// <param name="arguments">What was written after the verb.</param>
    /// <returns>
    /// Exit code 0; 1 where something that must be reached is missed, 2 where the arguments are refused.
    /// </returns>
    public static int Run(string[] arguments) => QualityOptions.Run(arguments, Measure);

    private static int Measure(QualityOptions options)
    {
        var run = new BaseQualityRun(
            options.Require("--model"), options.Require("--vae"), options.Require("--classifier"), ProtocolOf(options),
            EngineReport.FastestCompute());
        using var catalog = options.OpenCatalog();
        var report = run.Execute(catalog, new QualityLine());
        options.Publish(BaseQualityMarkdown.Write(report), QualityJson.Write(report));
        if (options.Find("--card") is { } card)
            run.DrawCard(card, catalog);
        return BaseQualityMarkdown.Checks(report).All(check => check.IsMet) ? 0 : 1;
    }

    private static QualityProtocol ProtocolOf(QualityOptions options)
    {
        var protocol = options.Has("--short") ? QualityProtocol.Short : QualityProtocol.Long;
        var size = options.Number("--size") ?? protocol.Format.Width;
        var clips = options.Number("--clips") ?? protocol.Clips;
        return protocol with
        {
            Clips = clips,
            PromptClips = Math.Min(options.Number("--caption-clips") ?? protocol.PromptClips, clips),
            JudgedWorlds = Math.Min(options.Number("--judged") ?? protocol.JudgedWorlds, clips),
            SeedsPerWorld = options.Number("--seeds") ?? protocol.SeedsPerWorld,
            Guidance = options.Real("--guidance") ?? protocol.Guidance,
            FirstFrameFirst = !options.Has("--at-once"),
            Steps = options.Number("--steps") ?? protocol.Steps,
            Format = new WorldFormat(size, size),
        };
    }
}
