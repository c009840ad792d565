using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Alignment.Labelling;

/// <summary>Two candidates of one prompt that a person is to compare without knowing what the judge said.</summary>
public sealed record LabelQuestion
{
    private LabelQuestion(AlignmentPrompt prompt, JudgedCandidate first, JudgedCandidate second)
    {
        (Prompt, First, Second) = (prompt, first, second);
        Key = UnitOfWork.KeyOf(first.Candidate.Sha256, second.Candidate.Sha256);
    }

    /// <summary>The prompt of both.</summary>
    public AlignmentPrompt Prompt { get; }

    /// <summary>The one whose latents' hash comes first, which says nothing of its quality.</summary>
    public JudgedCandidate First { get; }

    /// <summary>The other one.</summary>
    public JudgedCandidate Second { get; }

    /// <summary>Names the question: the same two clips give the same key, in whichever order they are found.</summary>
    public string Key { get; }

    /// <summary>The questions of some selections in an order by chance, each pair of clips once.</summary>
    /// <param name="selections">Pairs, such as those of all rounds of a run.</param>
    /// <param name="seed">Names the order.</param>
    /// <returns>The questions; equal selections and seeds give equal orders.</returns>
    public static IReadOnlyList<LabelQuestion> Of(IEnumerable<PairSelection> selections, int seed)
    {
        ArgumentNullException.ThrowIfNull(selections);
        return [.. selections.SelectMany(selection => selection.Pairs).Select(Of)
            .DistinctBy(question => question.Key)
            .OrderBy(question => UnitOfWork.KeyOf($"{seed}", question.Key), StringComparer.Ordinal)];
    }

    /// <summary>Whether the first clip is shown on the left; by chance, but always alike for a seed.</summary>
    /// <param name="seed">Names the draw.</param>
    public bool IsFirstOnLeft(int seed) => UnitOfWork.KeyOf("left", $"{seed}", Key)[0] < '8';

    private static LabelQuestion Of(PreferencePair pair) =>
        string.CompareOrdinal(pair.Winner.Candidate.Sha256, pair.Loser.Candidate.Sha256) < 0
            ? new(pair.Prompt, pair.Winner, pair.Loser)
            : new(pair.Prompt, pair.Loser, pair.Winner);
}
