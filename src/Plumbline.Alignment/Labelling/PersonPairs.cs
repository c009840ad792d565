using Plumbline.Alignment.Pairs;

namespace Plumbline.Alignment.Labelling;

/// <summary>Preference pairs that people chose, to be trained on as a judge's are.</summary>
public static class PersonPairs
{
    /// <summary>Name of the judge in such a selection.</summary>
    public const string Judge = "person";

    /// <summary>Makes a pair of every question whose voters prefer one clip, by majority.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="votes">The votes.</param>
    /// <returns>
    /// The pairs in the order of the questions; the margin is the judge's, and below 0 where people disagree with it.
    /// Questions that were answered without a majority, or whose clips have no score, are rejected with their reason.
    /// </returns>
    public static PairSelection Of(IReadOnlyList<LabelQuestion> questions, IReadOnlyList<Vote> votes)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(votes);
        var byQuestion = votes.ToLookup(vote => vote.Question);
        var pairs = new List<PreferencePair>();
        var rejected = new List<RejectedPair>();
        foreach (var question in questions)
        {
            VoteChoice[] choices = [
                .. byQuestion[question.Key].Select(vote => vote.Choice).Where(choice => choice != VoteChoice.Skipped)];
            if (choices.Length == 0)
                continue;
            var (first, second) = (
                choices.Count(choice => choice == VoteChoice.First),
                choices.Count(choice => choice == VoteChoice.Second));
            if (first == second)
                rejected.Add(Rejected(
                    question, RejectionKind.NoMajority, $"{first} of {choices.Length} voters prefer either clip"));
            else if (question.First.Score - question.Second.Score is not { } gap)
                rejected.Add(Rejected(
                    question, RejectionKind.Unscorable,
                    "the judge scored only one of the two clips, or none: "
                    + $"{question.First.Reason ?? question.Second.Reason}"));
            else
                pairs.Add(first > second
                    ? new(question.Prompt, question.First, question.Second, gap)
                    : new(question.Prompt, question.Second, question.First, -gap));
        }

        return new(Judge, "1", PairRules.Default, pairs, rejected);
    }

    private static RejectedPair Rejected(LabelQuestion question, RejectionKind kind, string reason) =>
        new(question.Prompt.Id, kind, reason)
        {
            BetterSeed = question.First.Candidate.Seed,
            WorseSeed = question.Second.Candidate.Seed,
        };
}
