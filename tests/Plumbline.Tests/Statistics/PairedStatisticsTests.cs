using Plumbline.Alignment;
using Plumbline.Alignment.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class PairedStatisticsTests
{
    // Heights of crossed minus self-fertilised plants in eighths of an inch: Fisher, The Design of Experiments, 1935.
    private static readonly double[] Darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    // Spatial test data A: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, table 14.1.
    private static readonly double[] SpatialTest =
        [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

    [Fact]
    public void Exchanging_every_pair_gives_fishers_p_value_of_darwins_plants()
    {
        // Fisher counts 1,726 of 32,768 orders.
        Assert.Equal(1726.0 / 32768, SignFlipTest.PValue(Single(Darwin))!.Value, 1e-12);
    }

    [Fact]
    public void Drawn_exchanges_give_nearly_the_p_value_of_all()
    {
        // Eight pairs of prompts that cancel each other add orders but, in the mean of the rest, no evidence.
        var many = Single([.. Darwin, 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.True(many.Length > SignFlipTest.MostExact);
        Assert.Equal(1726.0 / 32768, SignFlipTest.PValue(many, replicates: 100_000)!.Value, 3 * 0.0008);
    }

    [Fact]
    public void Pairs_of_one_prompt_are_exchanged_together()
    {
        var together = new PairedCluster("one", [.. Darwin.Select(difference => (0.0, difference))]);

        Assert.Equal(1, SignFlipTest.PValue([together])!.Value);
        Assert.Equal(0.5, SignFlipTest.PValue([together, together])!.Value);
        Assert.Null(SignFlipTest.PValue([]));
    }

    [Fact]
    public void Equal_models_have_p_one()
    {
        Assert.Equal(1, SignFlipTest.PValue(Single(new double[30]))!.Value);
    }

    [Fact]
    public void Corrected_intervals_are_those_of_the_textbook()
    {
        // The plain variance is a function of the sums of values and of squares. Efron and Tibshirani, table 14.2, from
        // 2,000 draws: percentile (100.8, 233.9), BCa (115.8, 259.6) at 90 %, known to about 2 below and 3 above.
        PairedCluster[] clusters = [
            .. SpatialTest.Select(value => new PairedCluster("plant", [(value, value * value)]))];
        Interval Of(IntervalMethod method) => PairedBootstrap.Of(
            clusters, totals => totals.Aligned / totals.Count - Math.Pow(totals.Base / totals.Count, 2),
            new() { Confidence = 0.9, Method = method, Replicates = 40_000 })!.Value;

        var (percentile, corrected) = (Of(IntervalMethod.Percentile), Of(IntervalMethod.BiasCorrected));

        Assert.Equal(100.8, percentile.Low, 6.0);
        Assert.Equal(233.9, percentile.High, 9.0);
        Assert.Equal(115.8, corrected.Low, 6.0);
        Assert.Equal(259.6, corrected.High, 9.0);
        // The same two intervals from 200,000 draws of a few lines of Python.
        Assert.Equal(97.5, percentile.Low, 1.5);
        Assert.Equal(235.8, percentile.High, 1.5);
        Assert.Equal(115.8, corrected.Low, 1.5);
        Assert.Equal(261.7, corrected.High, 2.5);
    }

    [Fact]
    public void The_change_is_per_cent_of_the_mean_of_the_base()
    {
        PairedCluster[] clusters = [new("a", [(10, 9), (30, 27)]), new("b", [(20, 18)]), new("c", [(50, 45)])];

        var interval = PairedBootstrap.OfPercentChange([.. clusters, new("d", [(10, 10)])])!.Value;

        Assert.InRange(-9.0, interval.Low, interval.High);
        // Where every prompt changes by the same share, no draw differs: no interval, and not one of width 0.
        Assert.Null(PairedBootstrap.OfPercentChange(clusters));
        Assert.NotNull(PairedBootstrap.OfDifference(clusters));
    }

    [Fact]
    public void A_change_in_per_cent_of_what_may_be_zero_is_absent()
    {
        PairedCluster[] clusters = [new("a", [(-1, 0)]), new("b", [(1.5, 2)]), new("c", [(0.1, 3)])];

        Assert.Null(PairedBootstrap.OfPercentChange(clusters));
        Assert.NotNull(PairedBootstrap.OfDifference(clusters));
        Assert.Null(PairedBootstrap.OfDifference([clusters[0]]));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    public void Intervals_hold_the_truth_about_as_often_as_they_say(int prompts)
    {
        // Skewed errors with three seeds; aligned errors have 0.9 of the mean, so the true change is −10 %.
        var (inDifference, inPercent, naive, trials) = (0, 0, 0, 400);
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new Random(trial);
            PairedCluster[] clusters = [.. Enumerable.Range(0, prompts).Select(_ => Skewed(random, 3))];
            var options = new BootstrapOptions { Replicates = 999, Seed = trial };
            inDifference += Holds(PairedBootstrap.OfDifference(clusters, options), -0.1);
            inPercent += Holds(PairedBootstrap.OfPercentChange(clusters, options), -10);
            PairedCluster[] apart = [
                .. clusters.SelectMany(cluster => cluster.Pairs.Select(pair => new PairedCluster("clip", [pair])))];
            naive += Holds(PairedBootstrap.OfDifference(apart, options), -0.1);
        }

        // The standard error of a share of 400 is 0.011.
        Assert.InRange((double)inDifference / trials, 0.925, 0.975);
        Assert.InRange((double)inPercent / trials, 0.925, 0.975);
        Assert.True((double)naive / trials < 0.88, $"clips drawn one by one: {naive} of {trials}");
    }

    [Fact]
    public void A_test_by_exchange_finds_nothing_as_often_as_it_says()
    {
        var (found, trials) = (0, 500);
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new Random(trial);
            PairedCluster[] clusters = [.. Enumerable.Range(0, 12).Select(_ =>
            {
                var own = random.NextDouble() - 0.5;
                return new PairedCluster(
                    "prompt", [.. Enumerable.Range(0, 3).Select(_ => (0.0, own + 0.2 * (random.NextDouble() - 0.5)))]);
            })];
            found += SignFlipTest.PValue(clusters) < 0.05 ? 1 : 0;
        }

        // 0.05 with a standard error of 0.01.
        Assert.InRange((double)found / trials, 0.02, 0.08);
    }

    [Fact]
    public void A_pair_without_a_number_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new PairedCluster("hall", [(1, double.NaN)]));

        Assert.Contains("hall", error.Message, StringComparison.Ordinal);
    }

    private static PairedCluster[] Single(double[] differences) =>
        [.. differences.Select((difference, i) => new PairedCluster($"{i}", [(0, difference)]))];

    // Log-normal with mean 1; the adapter multiplies by a factor of the prompt's own, with mean 0.9.
    private static PairedCluster Skewed(Random random, int seeds)
    {
        var (level, factor) = (LogNormal(random, 0.5), 0.9 * LogNormal(random, 0.2));
        return new("prompt", [.. Enumerable.Range(0, seeds).Select(_ =>
        {
            var own = level * LogNormal(random, 0.2);
            return (own, own * factor * LogNormal(random, 0.1));
        })]);
    }

    private static double LogNormal(Random random, double deviation)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(deviation * normal - deviation * deviation / 2);
    }

    private static int Holds(Interval? interval, double truth) =>
        interval is { } known && known.Low <= truth && truth <= known.High ? 1 : 0;
}
