using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Alignment.Runs;

/// <summary>What a sitting of an alignment run brings along.</summary>
public sealed record AlignmentSitting
{
    /// <summary>
    /// What was found about the reward on clips of this size; where absent, one of <see cref="StandardCalibrations"/>
    /// must be about them, unless the recipe is ungated.
    /// </summary>
    public CalibrationReport? Calibration { get; init; }

    /// <summary>
    /// A reward of the caller's own, in place of the one that the recipe names; a run is resumed with the same.
    /// </summary>
    public CandidateJudge? Reward { get; init; }

    /// <summary>The command line of the sitting, for the comparison; absent where a program is at work.</summary>
    public string? Command { get; init; }

    /// <summary>The commit of Plumbline, for the comparison; absent where the build does not know it.</summary>
    public string? Commit { get; init; }

    /// <summary>Candidates that are judged at the same time, at least 1; no number depends on it.</summary>
    public int Jobs { get; init; } = 1;
}
