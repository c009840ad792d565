namespace Plumbline.Alignment.Calibration;

/// <summary>One attack on one clip.</summary>
/// <param name="Clip">Name of the clip.</param>
/// <param name="Base">What was attacked: the untouched clip or a damaged version of it.</param>
/// <param name="Attack">Name of the attack.</param>
/// <param name="Promise">What the judge promises.</param>
/// <param name="Before">What the judge said before the attack.</param>
/// <param name="After">What the judge said after it.</param>
public sealed record AttackTrial(
    string Clip, AttackBase Base, string Attack, AttackPromise Promise, Outcome Before, Outcome After)
{
    /// <summary>The most that any attack may raise a score, points.</summary>
    public const double LargestRisePoints = 1;

    /// <summary>
    /// The most that a score may fall where it must be kept, and rise where a change may go either way, points.
    /// </summary>
    public const double LargestFallPoints = 3;

    /// <summary>
    /// By how much the score changed, points; above 0 the attack raised it. Absent when one of both has no score.
    /// </summary>
    public double? ChangePoints => After.Score - Before.Score;

    /// <summary>Whether the judge kept its promise. A clip that had no score before must not get one.</summary>
    public bool IsKept => Promise switch
    {
        AttackPromise.BecomesUnscorable => After.Score is null,
        AttackPromise.NeverRaises => After.Score is null || ChangePoints <= LargestRisePoints,
        AttackPromise.KeepsScore => Changes(LargestRisePoints),
        AttackPromise.HardlyChanges => Changes(LargestFallPoints),
        _ => throw new InvalidOperationException($"AttackTrial: expected a known promise, got {Promise}."),
    };

    private bool Changes(double largestRise) =>
        Before.Score is null ? After.Score is null : ChangePoints >= -LargestFallPoints && ChangePoints <= largestRise;
}
