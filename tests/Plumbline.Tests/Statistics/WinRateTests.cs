using Plumbline.Alignment.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class WinRateTests
{
    [Fact]
    public void A_tie_counts_half()
    {
        var rate = WinRate.Of([[1, 1], [0, 0], [-1, 1]])!;

        Assert.Equal((3, 2, 1), (rate.Wins, rate.Ties, rate.Losses));
        Assert.Equal(4 / 6.0, rate.Share, 1e-12);
    }

    [Fact]
    public void With_one_pair_per_prompt_it_is_wilsons_interval_with_students_quantile()
    {
        int[][] prompts = [.. Enumerable.Range(0, 40).Select(i => new[] { i < 30 ? 1 : -1 })];

        var interval = WinRate.Of(prompts)!.Interval!.Value;

        // z = t(0.975, 39) = 2.0227; the middle of 0.75 with 40 trials, then the reach.
        var z = StudentDistribution.Quantile(0.975, 39);
        var middle = (0.75 + z * z / 80) / (1 + z * z / 40);
        var reach = z / (1 + z * z / 40) * Math.Sqrt(0.75 * 0.25 / 40 + z * z / 6400);
        Assert.Equal(middle - reach, interval.Low, 1e-12);
        Assert.Equal(middle + reach, interval.High, 1e-12);
        var plain = WilsonInterval.Of(30, 40);
        Assert.Equal(plain.Low, interval.Low, 0.01);
    }

    [Fact]
    public void Prompts_whose_pairs_all_agree_count_once()
    {
        int[][] once = [.. Enumerable.Range(0, 40).Select(i => new[] { i < 30 ? 1 : -1 })];
        int[][] tenTimes = [.. once.Select(prompt => Enumerable.Repeat(prompt[0], 10).ToArray())];

        var (one, ten) = (WinRate.Of(once)!.Interval!.Value, WinRate.Of(tenTimes)!.Interval!.Value);

        Assert.Equal(one.Low, ten.Low, 0.002);
        Assert.Equal(one.High, ten.High, 0.002);
    }

    [Fact]
    public void Nothing_but_wins_is_not_certainty()
    {
        var rate = WinRate.Of([.. Enumerable.Repeat(new[] { 1, 1, 1 }, 12)])!;

        Assert.Equal(1, rate.Interval!.Value.High);
        Assert.InRange(rate.Interval.Value.Low, 0.6, 0.8);
    }

    [Fact]
    public void One_prompt_says_nothing_of_others()
    {
        Assert.Null(WinRate.Of([[1, 1, -1]])!.Interval);
        Assert.Null(WinRate.Of([]));
    }

    [Fact]
    public void Intervals_hold_the_true_rate_about_as_often_as_they_say()
    {
        // Each prompt has its own rate around 0.75, four pairs each.
        var (held, trials) = (0, 600);
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new Random(trial);
            int[][] prompts = [.. Enumerable.Range(0, 30).Select(_ =>
            {
                var rate = 0.5 + 0.5 * random.NextDouble();
                return Enumerable.Range(0, 4).Select(_ => random.NextDouble() < rate ? 1 : -1).ToArray();
            })];
            var interval = WinRate.Of(prompts)!.Interval!.Value;
            held += interval.Low <= 0.75 && 0.75 <= interval.High ? 1 : 0;
        }

        Assert.InRange((double)held / trials, 0.93, 0.99);
    }
}
