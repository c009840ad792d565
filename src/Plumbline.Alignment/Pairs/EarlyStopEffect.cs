using Plumbline.Alignment.Statistics;

namespace Plumbline.Alignment.Pairs;

/// <summary>
/// What giving candidates up saved, and what it cost in pairs, measured on the prompts that were audited.
/// </summary>
/// <param name="StoppedCount">Candidates that were given up.</param>
/// <param name="SavedStepShare">Share of all steps that this saved; absent where nothing was begun.</param>
/// <param name="AuditedPromptCount">Prompts of which every candidate was finished.</param>
/// <param name="PairsOfAll">Pairs of those prompts, of all their candidates.</param>
/// <param name="PairsOfKept">Pairs of those prompts without the candidates that would have been stopped.</param>
/// <param name="SamePairs">Prompts with the same pair either way.</param>
public sealed record EarlyStopEffect(
    int StoppedCount, double? SavedStepShare, int AuditedPromptCount, int PairsOfAll, int PairsOfKept, int SamePairs)
{
    /// <summary>Mean margin of the pairs of all candidates, points; absent without pairs.</summary>
    public double? MeanMarginOfAll { get; init; }

    /// <summary>Mean margin of the pairs without the stopped candidates, points; absent without pairs.</summary>
    public double? MeanMarginOfKept { get; init; }

    /// <summary>
    /// Spearman's correlation of preview and final score over all finished candidates; absent for fewer than three.
    /// </summary>
    public double? RankAgreement { get; init; }

    /// <summary>Measures.</summary>
    /// <param name="set">The candidates of a round, with previews.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="judged">The candidates, judged by the reward.</param>
    /// <param name="rules">What a pair must have.</param>
    /// <returns>The effect.</returns>
    public static EarlyStopEffect Of(
        CandidateSet set, IReadOnlyList<AlignmentPrompt> prompts, IReadOnlyList<JudgedCandidate> judged,
        PairRules rules)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(judged);
        var audited = set.Stopped.Where(stopped => stopped.IsAudited).ToLookup(
            stopped => stopped.PromptId, stopped => stopped.Seed);
        var selector = new PairSelector(rules);
        var (all, kept, same) = (new List<double>(), new List<double>(), 0);
        foreach (var prompt in prompts.Where(prompt => audited.Contains(prompt.Id)))
        {
            JudgedCandidate[] own = [.. judged.Where(candidate => candidate.Candidate.PromptId == prompt.Id)];
            var whole = Best(selector.Select([prompt], own));
            var left = Best(selector.Select(
                [prompt], [.. own.Where(candidate => !audited[prompt.Id].Contains(candidate.Candidate.Seed))]));
            if (whole is not null)
                all.Add(whole.Margin);
            if (left is not null)
                kept.Add(left.Margin);
            if ((whole?.Winner.Candidate, whole?.Loser.Candidate) == (left?.Winner.Candidate, left?.Loser.Candidate))
                same++;
        }

        return new(
            set.Stopped.Count(stopped => !stopped.IsAudited), set.SavedStepShare, audited.Count, all.Count,
            kept.Count, same)
        {
            MeanMarginOfAll = all.Count == 0 ? null : all.Average(),
            MeanMarginOfKept = kept.Count == 0 ? null : kept.Average(),
            RankAgreement = Agreement(set, judged),
        };
    }

    private static PreferencePair? Best(PairSelection selection) => selection.Pairs is [var best, ..] ? best : null;

    private static double? Agreement(CandidateSet set, IReadOnlyList<JudgedCandidate> judged)
    {
        var previews = set.Previews.ToDictionary(preview => (preview.PromptId, preview.Seed), preview => preview.Score);
        var both = (from candidate in judged
                    let preview = previews.GetValueOrDefault((candidate.Candidate.PromptId, candidate.Candidate.Seed))
                    where preview is not null && candidate.Score is not null
                    select (Preview: preview.Value, Final: candidate.Score!.Value)).ToArray();
        return both.Length < 3 ? null : RankCorrelation.Spearman([.. both.Select(pair => pair.Preview)], [
            .. both.Select(pair => pair.Final)]);
    }
}
