using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Aligning;

/// <summary>Two candidates to be looked at, or one that is itself the reason.</summary>
/// <param name="PromptId">Their prompt.</param>
/// <param name="Better">
/// The winner, or the candidate that would have won; absent where no verdict on it is known.
/// </param>
/// <param name="Worse">The loser; absent where the reason is not a pair's, or no verdict on it is known.</param>
internal sealed record GalleryItem(string PromptId, JudgedCandidate? Better, JudgedCandidate? Worse)
{
    /// <summary>By how many points the winner is ahead; absent where there is no pair.</summary>
    public double? Margin { get; init; }

    /// <summary>Why there is no pair; absent where there is one.</summary>
    public RejectedPair? Rejected { get; init; }

    /// <summary>Chooses what is shown of a round.</summary>
    /// <param name="selection">Its pairs and what was not made.</param>
    /// <param name="judged">Every candidate as the judge of the pairs judged it.</param>
    /// <param name="most">How many items at most.</param>
    /// <returns>
    /// The pairs with the largest margins, then rejected ones, each kind of reason in turn; about a third is kept for
    /// them.
    /// </returns>
    public static IReadOnlyList<GalleryItem> Choose(
        PairSelection selection, IReadOnlyList<JudgedCandidate> judged, int most)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(judged);
        var known = judged.ToDictionary(one => (one.Candidate.PromptId, one.Candidate.Seed));
        JudgedCandidate? Find(string prompt, long? seed) =>
            seed is { } number ? known.GetValueOrDefault((prompt, number)) : null;
        GalleryItem[] rejected = [.. InTurn(selection.Rejected.Where(one => one.BetterSeed is not null))
            .Take(Math.Max(most / 3, Math.Min(most - selection.Pairs.Count, most / 2)))
            .Select(one => new GalleryItem(one.PromptId, Find(one.PromptId, one.BetterSeed), Find(
                one.PromptId, one.WorseSeed)) { Rejected = one })];
        return
        [
            .. selection.Pairs.OrderByDescending(pair => pair.Margin).Take(most - rejected.Length)
                .Select(pair => new GalleryItem(pair.Prompt.Id, pair.Winner, pair.Loser) { Margin = pair.Margin }),
            .. rejected,
        ];
    }

    // The first of every kind, then the second of every kind, and so on.
    private static IEnumerable<RejectedPair> InTurn(IEnumerable<RejectedPair> rejected) => rejected
        .GroupBy(one => one.Kind)
        .SelectMany(kind => kind.Select((one, place) => (one, place)))
        .OrderBy(entry => entry.place).ThenBy(entry => entry.one.Kind)
        .Select(entry => entry.one);
}
