namespace Plumbline.Alignment.Pairs;

/// <summary>A pair that was considered and not made.</summary>
/// <param name="PromptId">The prompt.</param>
/// <param name="Kind">Why, to be counted.</param>
/// <param name="Reason">Why, in one sentence with its numbers.</param>
public sealed record RejectedPair(string PromptId, RejectionKind Kind, string Reason)
{
    /// <summary>
    /// Seed of the candidate that would have won, or that is itself the reason; absent for a whole prompt.
    /// </summary>
    public long? BetterSeed { get; init; }

    /// <summary>Seed of the candidate that would have lost; absent where the reason is not a pair's.</summary>
    public long? WorseSeed { get; init; }
}
