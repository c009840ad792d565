using Plumbline.Alignment.Pairs;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Pairs;

public sealed class PairSelectorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-pairs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_best_meets_the_worst()
    {
        var selection = Select(SomePairs.Scored(3, 70), SomePairs.Scored(1, 50), SomePairs.Scored(2, 90));

        var pair = Assert.Single(selection.Pairs);
        Assert.Equal((2, 1, 40), (pair.Winner.Candidate.Seed, pair.Loser.Candidate.Seed, pair.Margin));
        Assert.Empty(selection.Rejected);
    }

    [Fact]
    public void All_pairs_above_the_gap_can_be_asked_for()
    {
        var selection = Select(
            PairRules.Default with { Choice = PairChoice.AllAboveGap, MinimumGap = 15 },
            SomePairs.Scored(1, 50), SomePairs.Scored(2, 90), SomePairs.Scored(3, 60));

        Assert.Equal([(2, 1), (2, 3)], selection.Pairs.Select(Seeds));
        Assert.Equal("Seeds 3 and 1 lie 10.0 points apart, less than 15.0.", Assert.Single(selection.Rejected).Reason);
    }

    [Theory]
    [InlineData(PairChoice.AllAboveGap)]
    [InlineData(PairChoice.Random)]
    public void Pairs_can_be_asked_to_share_their_noise(PairChoice choice)
    {
        JudgedCandidate Of(long seed, double score, long? noise)
        {
            var judged = SomePairs.Scored(seed, score);
            return new(judged.Candidate with { NoiseSeed = noise }, judged.Judge, judged.JudgeVersion, judged.Verdict);
        }

        var selection = Select(
            PairRules.Default with { Choice = choice, SharesNoise = true },
            Of(1, 50, 1), Of(2, 90, 1), Of(3, 60, 2), Of(4, 30, null));

        Assert.Equal([1, 2], selection.Pairs.SelectMany(
            pair => new[] { pair.Winner.Candidate.Seed, pair.Loser.Candidate.Seed }).Order());
        Assert.Equal(5, selection.Rejected.Count);
        Assert.All(selection.Rejected, rejected => Assert.Equal(RejectionKind.OtherNoise, rejected.Kind));
        Assert.Contains("Seeds 3 and 4 began with different noise.", selection.Rejected.Select(
            rejected => rejected.Reason));
    }

    [Fact]
    public void A_pair_that_is_not_equally_moving_gives_way_to_the_next_one()
    {
        var selection = Select(
            SomePairs.Scored(1, 95, path: 0.4), SomePairs.Scored(2, 80, path: 0.5),
            SomePairs.Scored(3, 50, path: 0.52));

        Assert.Equal((2, 3), Seeds(Assert.Single(selection.Pairs)));
        var rejected = Assert.Single(selection.Rejected);
        Assert.Equal(RejectionKind.MotionNotMatched, rejected.Kind);
        Assert.Equal(
            "The camera path length of seeds 1 and 3, 0.40 and 0.52, differ by 23 %, more than 10 %.", rejected.Reason);
        Assert.Equal((1, 3), (rejected.BetterSeed, rejected.WorseSeed));
    }

    [Fact]
    public void A_model_cannot_win_by_holding_still()
    {
        var selection = Select(SomePairs.Scored(1, 100, motion: 0.2, path: 0.01), SomePairs.Scored(2, 60));

        Assert.Empty(selection.Pairs);
        Assert.Equal("Seed 1 moves 0.20 px a frame, less than 0.25.", Assert.Single(selection.Rejected).Reason);
    }

    [Fact]
    public void A_winner_can_be_asked_to_move_as_much_as_its_loser()
    {
        var rules = PairRules.Default with { LeastMotionRatio = 1 };

        Assert.Single(Select(rules, SomePairs.Scored(1, 95, motion: 2.1), SomePairs.Scored(2, 50, motion: 2)).Pairs);
        var rejected = Assert.Single(
            Select(rules, SomePairs.Scored(1, 95, motion: 1.9), SomePairs.Scored(2, 50, motion: 2)).Rejected);
        Assert.Equal(RejectionKind.WinnerMovesLess, rejected.Kind);
        Assert.Equal("Seed 1 moves 1.90 px a frame, less than 1 times the 2.00 px of seed 2.", rejected.Reason);
    }

    [Theory]
    [InlineData(null, null, 2.0, null)]
    [InlineData(null, null, 2.9, RejectionKind.MotionNotMatched)]
    [InlineData(0.5, 1.5, 2.0, RejectionKind.MotionNotMeasured)]
    [InlineData(null, null, null, RejectionKind.MotionNotMeasured)]
    public void Cameras_that_only_turn_are_matched_by_what_moves_in_the_picture(
        double? path, double? parallax, double? motion, RejectionKind? expected)
    {
        var selection = Select(
            SomePairs.Scored(1, 95, path: null, parallax: null), SomePairs.Scored(2, 50, motion, path, parallax));

        Assert.Equal(expected, selection.Rejected.SingleOrDefault()?.Kind);
        Assert.Equal(expected is null ? 1 : 0, selection.Pairs.Count);
    }

    [Fact]
    public void Motions_can_be_compared_in_the_picture_alone()
    {
        var rules = PairRules.Default with { MotionMeasure = MotionMeasure.Picture };

        Assert.Single(Select(rules, SomePairs.Scored(1, 95, path: 0.1), SomePairs.Scored(2, 50, path: 0.5)).Pairs);
        Assert.Equal(
            "The motion of seeds 1 and 2, 1.50 and 2.00, differ by 25 %, more than 10 %.",
            Assert.Single(
                Select(rules, SomePairs.Scored(1, 95, motion: 1.5), SomePairs.Scored(2, 50)).Rejected).Reason);
    }

    [Fact]
    public void A_camera_without_parallax_on_either_side_is_matched_by_its_path()
    {
        Assert.Single(Select(SomePairs.Scored(1, 95, parallax: null), SomePairs.Scored(2, 50, parallax: null)).Pairs);
    }

    [Fact]
    public void What_has_no_score_makes_no_pair_and_keeps_its_reason()
    {
        var selection = Select(SomePairs.Scored(1, 95), SomePairs.Unscorable(2));

        Assert.Empty(selection.Pairs);
        Assert.Equal([RejectionKind.TooFewCandidates, RejectionKind.Unscorable], selection.Rejected.Select(
            rejected => rejected.Kind));
        Assert.Equal(
            "2 candidates were made of the prompt, and 1 of them can be compared; a pair needs two.",
            selection.Rejected[0].Reason);
        Assert.Equal("Seed 2 has no score: The camera stands still.", selection.Rejected[1].Reason);
    }

    [Fact]
    public void Equal_scores_make_no_pair_even_without_a_gap()
    {
        var selection = Select(
            PairRules.Default with { MinimumGap = 0 }, SomePairs.Scored(1, 80), SomePairs.Scored(2, 80));

        Assert.Equal(
            "Seeds 1 and 2 lie 0.0 points apart, so that none is better.", Assert.Single(selection.Rejected).Reason);
    }

    [Fact]
    public void A_poor_winner_is_refused()
    {
        var selection = Select(
            PairRules.Default with { LeastWinnerScore = 60 }, SomePairs.Scored(1, 59), SomePairs.Scored(2, 30));

        Assert.Equal(RejectionKind.WinnerTooPoor, Assert.Single(selection.Rejected).Kind);
    }

    [Fact]
    public void Identical_videos_make_no_pair()
    {
        var copy = SomePairs.Scored(1, 95);
        var other = new JudgedCandidate(
            copy.Candidate with { Seed = 2 }, copy.Judge, copy.JudgeVersion, SomePairs.Scored(2, 50).Verdict);

        var selection = Select(copy, other);

        Assert.Equal([RejectionKind.TooFewCandidates, RejectionKind.NearDuplicate], selection.Rejected.Select(
            rejected => rejected.Kind));
        Assert.Equal("Seeds 1 and 2 gave the same bytes.", selection.Rejected[1].Reason);
    }

    [Fact]
    public void Near_duplicates_and_other_sizes_are_found_in_the_latents()
    {
        Write(1, [1, -1, 1, -1]);
        Write(2, [1, -1, 1, -1.01f]);
        Write(3, [-1, 1, 1, -1]);
        Write(4, [1, 1]);

        var selection = new PairSelector(PairRules.Default, new(_folder.FullName)).Select(
            [SomePairs.Prompt],
            [SomePairs.Scored(1, 90), SomePairs.Scored(2, 10), SomePairs.Scored(3, 60), SomePairs.Scored(4, 20)]);

        Assert.Equal((1, 3), Seeds(Assert.Single(selection.Pairs)));
        Assert.Equal(
            ["Seeds 1 and 2 differ by 0.005, less than 0.050.", "The latents of seeds 1 and 4 have different sizes."],
            selection.Rejected.Select(rejected => rejected.Reason));
    }

    [Fact]
    public void Random_pairs_prefer_neither_the_better_nor_the_worse()
    {
        AlignmentPrompt[] prompts = [.. Enumerable.Range(0, 400).Select(i => new AlignmentPrompt($"p{i}", "a ball"))];
        JudgedCandidate[] candidates = [.. prompts.SelectMany(prompt => Enumerable.Range(1, 3).Select(
            seed => SomePairs.Scored(seed, 10 * seed, promptId: prompt.Id)))];
        var selector = new PairSelector(PairRules.Default with { Choice = PairChoice.Random });

        var selection = selector.Select(prompts, candidates);

        Assert.Equal(400, selection.Pairs.Count);
        // 200 ± 3 standard deviations of a fair coin.
        Assert.InRange(selection.Pairs.Count(pair => pair.Margin > 0), 170, 230);
        Assert.InRange(selection.Pairs.Count(pair => Math.Abs(pair.Margin) > 15), 105, 162);
        Assert.Equal(PairFile.Write(selection), PairFile.Write(selector.Select(prompts, candidates)));
    }

    [Fact]
    public void Rules_for_winners_do_not_tell_random_pairs_which_is_better()
    {
        AlignmentPrompt[] prompts = [.. Enumerable.Range(0, 400).Select(i => new AlignmentPrompt($"p{i}", "a ball"))];
        // The better one moves more in every second prompt and less in the others.
        JudgedCandidate[] candidates = [.. prompts.SelectMany((prompt, i) => Enumerable.Range(1, 2).Select(
            seed => SomePairs.Scored(
                seed, 10 * seed, motion: (seed == 2) == (i % 2 == 0) ? 2 : 1.9, promptId: prompt.Id)))];
        var rules = PairRules.Default with { Choice = PairChoice.Random, LeastMotionRatio = 1 };

        var selection = new PairSelector(rules).Select(prompts, candidates);

        // Half of the 400 fall to the rule, and half of the others prefer the better, each within three deviations.
        Assert.InRange(selection.Pairs.Count, 170, 230);
        Assert.InRange(selection.Pairs.Count(pair => pair.Margin > 0) / (double)selection.Pairs.Count, 0.39, 0.61);
        Assert.All(selection.Pairs, pair => Assert.Equal(2, pair.Winner.Part("motion")));
    }

    [Fact]
    public void The_order_of_candidates_does_not_matter()
    {
        var candidates = Enumerable.Range(1, 6).Select(seed => SomePairs.Scored(seed, 50 + seed * seed % 7)).ToArray();

        var forward = Select(candidates);
        Array.Reverse(candidates);

        Assert.Equal(PairFile.Write(forward), PairFile.Write(Select(candidates)));
    }

    [Fact]
    public void Two_judges_make_no_pair_together()
    {
        var other = SomePairs.Scored(2, 50);

        var error = Assert.Throws<ArgumentException>(() => Select(
            SomePairs.Scored(1, 90), new JudgedCandidate(other.Candidate, "geometry", "1.1", other.Verdict)));

        Assert.Contains(
            "expected one version of one judge, got geometry 1.1, geometry 1.2", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_say_whether_winners_hold_still()
    {
        JudgedCandidate[] candidates = [
            SomePairs.Scored(1, 90, motion: 1.9, path: 0.48), SomePairs.Scored(2, 60), SomePairs.Unscorable(3)];

        var statistics = PairStatistics.Of(Select(candidates), 1, candidates);

        Assert.Equal(
            (1, 3, 2, 1),
            (statistics.PromptCount, statistics.CandidateCount, statistics.ScoredCount, statistics.PairCount));
        Assert.Equal(0.95, statistics.MedianMotionRatio!.Value, 1e-10);
        Assert.Equal(0.96, statistics.MedianPathRatio!.Value, 1e-10);
        Assert.Equal(Math.Sqrt(450), statistics.SpreadWithinPrompts!.Value, 1e-10);
        Assert.Equal(1, statistics.RejectedCounts[RejectionKind.Unscorable]);
        Assert.Null(PairStatistics.Of(Select(SomePairs.Unscorable(1)), 1, [SomePairs.Unscorable(1)]).MeanScore);
    }

    private static (int, int) Seeds(PreferencePair pair) =>
        ((int)pair.Winner.Candidate.Seed, (int)pair.Loser.Candidate.Seed);

    private static PairSelection Select(params JudgedCandidate[] candidates) => Select(PairRules.Default, candidates);

    private static PairSelection Select(PairRules rules, params JudgedCandidate[] candidates) =>
        new PairSelector(rules).Select([SomePairs.Prompt], candidates);

    private void Write(long seed, float[] latents)
    {
        var path = Path.Combine(_folder.FullName, SomePairs.Candidate(seed).LatentsPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CheckpointWriter.Write(path, [CheckpointTensor.OfFloats("latents", [latents.Length], latents)]);
    }
}
