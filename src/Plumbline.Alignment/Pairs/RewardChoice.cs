namespace Plumbline.Alignment.Pairs;

/// <summary>A judge that may decide which of two candidates a model should learn from.</summary>
/// <param name="Name">Short stable name, the one that its verdicts carry.</param>
/// <param name="Description">What it prefers, in one sentence.</param>
/// <param name="Create">
/// Makes it, from how many frames it looks at (all when absent) and from whether it keeps maps; a judge that always
/// looks at the same frames or has no maps ignores them.
/// </param>
public sealed record RewardChoice(string Name, string Description, Func<int?, bool, CandidateJudge> Create);
