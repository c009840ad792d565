using Plumbline.Alignment;
using Plumbline.Alignment.Judges;

namespace Plumbline.Cli.Scoring;

/// <summary>Makes the judge that the options ask for.</summary>
internal static class JudgeFactory
{
    /// <summary>Makes what takes a clip from its file to its record.</summary>
    /// <param name="options">What the numbers depend on.</param>
    /// <param name="packsForReport">Whether clips are packed for the report page.</param>
    /// <returns>The scorer.</returns>
    public static ClipScorer CreateScorer(ScoreOptions options, bool packsForReport) =>
        new(
            CreateJudge(options, packsForReport),
            options.Compat is CompatChoice.VideoGpa ? VideoGpaCompat.Measure : null, packsForReport);

    /// <summary>Makes the judge.</summary>
    /// <param name="options">What the numbers depend on.</param>
    /// <param name="keepsEvidence">Whether verdicts carry maps per pixel.</param>
    /// <returns>The judge; safe to use from several threads.</returns>
    /// <exception cref="CommandLineException">An option is out of the judge's range.</exception>
    public static IVideoJudge CreateJudge(ScoreOptions options, bool keepsEvidence)
    {
        var judgeOptions = new GeometryJudgeOptions
        {
            FrameCount = options.FrameCount,
            Scene = options.Scene,
            Seed = options.Seed,
            FocalScale = options.Focal?.Scale,
            KeepEvidence = keepsEvidence,
        };
        try
        {
            var judge = new GeometryJudge(judgeOptions);
            return options.KnowsCamera ? new KnownCameraJudge(judge, judgeOptions, options.CameraOf) : judge;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, exception.Words());
        }
    }
}
