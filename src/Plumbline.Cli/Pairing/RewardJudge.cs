using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Pairing;

/// <summary>The judge of candidates that the command line uses.</summary>
internal static class RewardJudge
{
    /// <summary>Frames that it looks at where nothing else is said.</summary>
    public const int StandardFrames = 10;

    /// <summary>Prepares a judge for candidates.</summary>
    /// <param name="judge">The program's judge; the geometry judge is told each prompt's cameras.</param>
    /// <param name="frameCount">Frames that the geometry judge looks at; all when absent.</param>
    /// <param name="keepsEvidence">Whether it keeps maps.</param>
    public static CandidateJudge Of(IVideoJudge judge, int? frameCount = StandardFrames, bool keepsEvidence = true) =>
        judge is GeometryJudge ? CandidateJudge.Geometry(frameCount, keepsEvidence) : CandidateJudge.Of(judge);
}
