using System.Globalization;
using Plumbline.Alignment.Catalog;

namespace Plumbline.Alignment.Pairs;

/// <summary>Chooses preference pairs among judged candidates, and says of every other pair why it is none.</summary>
/// <example>
/// <code>
/// var selection = new PairSelector(PairRules.Default, new LatentDistance(runFolder)).Select(prompts, judged);
/// PairFile.Write(selection, Path.Combine(runFolder, "round-1", PairFile.Name));
/// </code>
/// </example>
public sealed class PairSelector
{
    private readonly PairRules _rules;
    private readonly LatentDistance? _distance;

    /// <summary>Prepares a choice.</summary>
    /// <param name="rules">What a pair must have.</param>
    /// <param name="distance">Finds near-duplicates; where absent, only equal files are duplicates.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rule is out of its range.</exception>
    public PairSelector(PairRules rules, LatentDistance? distance = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        (_rules, _distance) = (rules.Validate(), distance);
    }

    /// <summary>Chooses.</summary>
    /// <param name="prompts">The prompts, at least one; pairs come in their order.</param>
    /// <param name="candidates">
    /// Their candidates in any order, each once, all judged by one version of one judge.
    /// </param>
    /// <returns>
    /// The pairs, and a reason for every pair with a larger gap that is none, and for every prompt without one.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// There is no prompt or candidate, a candidate is of no prompt or there twice, or several judges judged them.
    /// </exception>
    public PairSelection Select(IReadOnlyList<AlignmentPrompt> prompts, IReadOnlyList<JudgedCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(candidates);
        Require(prompts, candidates);
        var byPrompt = candidates.ToLookup(judged => judged.Candidate.PromptId);
        var (pairs, rejected) = (new List<PreferencePair>(), new List<RejectedPair>());
        foreach (var prompt in prompts)
        {
            var rejectedCount = rejected.Count;
            var left = Comparable(prompt, [.. byPrompt[prompt.Id].OrderBy(judged => judged.Candidate.Seed)], rejected);
            if (left.Count < 2)
                rejected.Insert(rejectedCount, new(
                    prompt.Id, RejectionKind.TooFewCandidates, TooFew(byPrompt[prompt.Id].Count(), left.Count)));
            else
                pairs.AddRange(Pairs(prompt, left, rejected));
        }

        return new(candidates[0].Judge, candidates[0].JudgeVersion, _rules, pairs, rejected);
    }

    private static void Require(IReadOnlyList<AlignmentPrompt> prompts, IReadOnlyList<JudgedCandidate> candidates)
    {
        if (prompts.Count == 0 || candidates.Count == 0)
            throw new ArgumentException(
                $"Preference pairs: expected prompts and judged candidates, got {prompts.Count} and "
                + $"{candidates.Count}. Make and judge candidates first.");
        if (prompts.GroupBy(prompt => prompt.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"Preference pairs: expected every prompt once, got \"{twice.Key}\" twice. Rename one.");
        var known = prompts.Select(prompt => prompt.Id).ToHashSet();
        if (candidates.FirstOrDefault(judged => !known.Contains(judged.Candidate.PromptId)) is { } stray)
            throw new ArgumentException(
                "Preference pairs: expected candidates of the given prompts, got one of "
                + $"\"{stray.Candidate.PromptId}\".");
        if (candidates.GroupBy(judged => (judged.Candidate.PromptId, judged.Candidate.Seed, judged.Candidate.Round))
            .FirstOrDefault(group => group.Count() > 1) is { } again)
            throw new ArgumentException(
                $"Preference pairs: expected every candidate once, got seed {again.Key.Seed} of "
                + $"\"{again.Key.PromptId}\" twice.");
        string[] judges = [.. candidates.Select(judged => $"{judged.Judge} {judged.JudgeVersion}").Distinct().Order(
            StringComparer.Ordinal)];
        if (judges.Length > 1)
            throw new ArgumentException(
                $"Preference pairs: expected one version of one judge, got {string.Join(", ", judges)}. "
                + "Judge all candidates with the same one.");
    }

    private static string TooFew(int all, int left) => string.Create(
        CultureInfo.InvariantCulture,
        $"{all} {(all == 1 ? "candidate was" : "candidates were")} made of the prompt, and "
        + $"{(left == 0 ? "none" : left)} of them can be compared; a pair needs two.");

    /// <summary>Candidates with a score, of one size, of which no two are almost the same.</summary>
    private List<JudgedCandidate> Comparable(
        AlignmentPrompt prompt, IReadOnlyList<JudgedCandidate> candidates, List<RejectedPair> rejected)
    {
        var kept = new List<JudgedCandidate>();
        foreach (var judged in candidates)
        {
            if (judged.Reason is { } reason)
                rejected.Add(new(
                    prompt.Id, RejectionKind.Unscorable,
                    $"Seed {judged.Candidate.Seed} has no score: {reason}")
                {
                    BetterSeed = judged.Candidate.Seed,
                });
            else if (Doubled(kept, judged) is { } found)
                rejected.Add(new(prompt.Id, found.Kind, found.Reason)
                {
                    BetterSeed = found.Other,
                    WorseSeed = judged.Candidate.Seed,
                });
            else
                kept.Add(judged);
        }

        return kept;
    }

    private (RejectionKind Kind, string Reason, long Other)? Doubled(List<JudgedCandidate> kept, JudgedCandidate judged)
    {
        foreach (var other in kept)
        {
            var (a, b) = (other.Candidate, judged.Candidate);
            if (a.Sha256 == b.Sha256)
                return (RejectionKind.NearDuplicate, $"Seeds {a.Seed} and {b.Seed} gave the same bytes.", a.Seed);
            if (_distance is null)
                continue;
            if (_distance.Between(a, b) is not { } distance)
                return (
                    RejectionKind.MixedSizes,
                    $"The latents of seeds {a.Seed} and {b.Seed} have different sizes.", a.Seed);
            if (distance < _rules.DuplicateDistance)
                return (RejectionKind.NearDuplicate, string.Create(
                    CultureInfo.InvariantCulture,
                        $"Seeds {a.Seed} and {b.Seed} differ by {distance:0.000}, less than "
                        + $"{_rules.DuplicateDistance:0.000}."), a.Seed);
        }

        return null;
    }

    private List<PreferencePair> Pairs(
        AlignmentPrompt prompt, List<JudgedCandidate> candidates, List<RejectedPair> rejected)
    {
        // Equal scores keep the order of the seeds, so that a run that is repeated chooses the same.
        JudgedCandidate[] ranked = [
            .. candidates.OrderByDescending(judged => judged.Score).ThenBy(judged => judged.Candidate.Seed)];
        var byGap = from i in Enumerable.Range(0, ranked.Length)
                    from j in Enumerable.Range(i + 1, ranked.Length - i - 1)
                    let pair = new PreferencePair(
                        prompt, ranked[i], ranked[j], ranked[i].Score!.Value - ranked[j].Score!.Value)
                    orderby pair.Margin descending
                    select _rules.Choice == PairChoice.Random ? Tossed(pair) : pair;
        var made = new List<PreferencePair>();
        foreach (var pair in byGap)
        {
            if (Against(pair) is { } problem)
            {
                rejected.Add(new(prompt.Id, problem.Kind, problem.Reason)
                {
                    BetterSeed = pair.Winner.Candidate.Seed,
                    WorseSeed = pair.Loser.Candidate.Seed,
                });
                continue;
            }

            made.Add(pair);
            if (_rules.Choice == PairChoice.BestAgainstWorst)
                break;
        }

        return _rules.Choice == PairChoice.Random && made.Count > 0
            ? [made[(int)(Draw(prompt) % (ulong)made.Count)]] : made;
    }

    private (RejectionKind Kind, string Reason)? Against(PreferencePair pair)
    {
        var (winner, loser) = (pair.Winner.Candidate, pair.Loser.Candidate);
        if (_rules.SharesNoise && !winner.SharesNoiseWith(loser))
            return (RejectionKind.OtherNoise, $"Seeds {winner.Seed} and {loser.Seed} began with different noise.");
        if (_rules.Choice != PairChoice.Random)
        {
            if (pair.Margin < _rules.MinimumGap || pair.Margin == 0)
                return (RejectionKind.GapTooSmall, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Seeds {winner.Seed} and {loser.Seed} lie {pair.Margin:0.0} points apart, "
                    + $"{(pair.Margin == 0 ? "so that none is better" : $"less than {_rules.MinimumGap:0.0}")}."));
            if (pair.Winner.Score < _rules.LeastWinnerScore)
                return (RejectionKind.WinnerTooPoor, string.Create(
                    CultureInfo.InvariantCulture,
                        $"Seed {winner.Seed} has {pair.Winner.Score:0.0} points, less than the "
                        + $"{_rules.LeastWinnerScore:0.0} that a winner needs."));
        }

        return MotionRules.Against(pair.Winner, pair.Loser, _rules);
    }

    // Before any rule is asked: a rule for winners, such as that of their motion, must not see which one is better.
    private PreferencePair Tossed(PreferencePair pair) =>
        Draw(pair.Prompt, pair.Winner.Candidate.Seed, pair.Loser.Candidate.Seed) % 2 == 0
            ? pair : new(pair.Prompt, pair.Loser, pair.Winner, -pair.Margin);

    // Drawn from names and not in turn, so that another prompt changes nothing.
    private ulong Draw(AlignmentPrompt prompt, params long[] seeds)
    {
        string[] names = [.. seeds.Prepend(_rules.Seed).Select(seed => seed.ToString(CultureInfo.InvariantCulture))];
        return Convert.ToUInt64(UnitOfWork.KeyOf(["random pair", prompt.Id, .. names])[..16], 16);
    }
}
