using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Alignment.Runs;

/// <summary>What a sitting of an alignment run brings along.</summary>
public sealed record AlignmentSitting
{
    /// <summary>What was found about the reward on clips of this size; what comes with the program where absent.</summary>
    public CalibrationReport? Calibration { get; init; }

    /// <summary>The reward; the geometry judge when absent. A run is resumed with the reward that it began with.</summary>
    public CandidateJudge? Reward { get; init; }

    /// <summary>Candidates that are judged at the same time, at least 1; no number depends on it.</summary>
    public int Jobs { get; init; } = 1;
}
