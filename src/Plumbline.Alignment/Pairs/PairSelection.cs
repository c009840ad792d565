namespace Plumbline.Alignment.Pairs;

/// <summary>The preference pairs of one round, and every pair that was considered and not made.</summary>
/// <param name="Judge">Name of the judge whose scores decided.</param>
/// <param name="JudgeVersion">Its version.</param>
/// <param name="Rules">What a pair must have.</param>
/// <param name="Pairs">The pairs, in the order of the prompts.</param>
/// <param name="Rejected">What was not made, in the order of the prompts, each with its reason.</param>
public sealed record PairSelection(
    string Judge, string JudgeVersion, PairRules Rules, IReadOnlyList<PreferencePair> Pairs,
    IReadOnlyList<RejectedPair> Rejected);
