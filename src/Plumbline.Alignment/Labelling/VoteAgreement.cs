using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Labelling;

/// <summary>How often people prefer the clip that the judge scores higher.</summary>
/// <param name="Votes">Answers to questions of the run, skipped ones left out.</param>
/// <param name="Alike">How many of them said that neither clip is better.</param>
/// <param name="Compared">
/// Votes for one of two clips that the judge scored differently; only these say anything of the judge.
/// </param>
/// <param name="Agreeing">How many of those chose the clip with the higher score.</param>
public sealed record VoteAgreement(int Votes, int Alike, int Compared, int Agreeing)
{
    /// <summary>
    /// Share of the compared votes that agree, 0 to 1, higher is better; absent where there are none.
    /// </summary>
    public double? Share => Compared == 0 ? null : (double)Agreeing / Compared;

    /// <summary>95 % interval of the share (Wilson); absent where there is no vote.</summary>
    public Interval? Interval => Compared == 0 ? null : WilsonInterval.Of(Agreeing, Compared);

    /// <summary>Compares votes with scores.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="votes">The votes; those on other questions are left out.</param>
    /// <returns>The agreement.</returns>
    public static VoteAgreement Of(IReadOnlyList<LabelQuestion> questions, IReadOnlyList<Vote> votes)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(votes);
        var byKey = questions.ToDictionary(question => question.Key);
        var answered = votes.Where(vote => vote.Choice != VoteChoice.Skipped
            && byKey.ContainsKey(vote.Question)).ToArray();
        var compared = answered
            .Where(vote => vote.Choice != VoteChoice.Alike)
            .Select(vote => (vote.Choice, Gap: byKey[vote.Question].First.Score - byKey[vote.Question].Second.Score))
            .Where(vote => vote.Gap is not null and not 0)
            .ToArray();
        return new(
            answered.Length, answered.Count(vote => vote.Choice == VoteChoice.Alike), compared.Length,
            compared.Count(vote => vote.Choice == VoteChoice.First == vote.Gap > 0));
    }
}
