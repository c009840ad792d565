using Plumbline.Alignment.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class StatisticsTests
{
    // Wilson's interval for 8 of 10 and its ends, as Newcombe's 1998 paper and R's prop.test(correct = FALSE) give
    // them.
    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(10, 10, 0.7225, 1.0)]
    [InlineData(0, 10, 0.0, 0.2775)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void Wilson_gives_the_published_intervals(int successes, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);

        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void Spearman_is_one_for_one_order_and_minus_one_for_the_opposite()
    {
        double[] rising = [1, 2, 3, 4, 5];

        Assert.Equal(1, RankCorrelation.Spearman(rising, [10, 20, 40, 80, 160])!.Value, 1e-12);
        Assert.Equal(-1, RankCorrelation.Spearman(rising, [5, 4, 3, 2, 1])!.Value, 1e-12);
    }

    [Fact]
    public void Spearman_gives_ties_their_mean_rank()
    {
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
        var correlation = RankCorrelation.Spearman([1, 2, 2, 3], [1, 2, 3, 4]);

        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), correlation!.Value, 1e-12);
    }

    [Fact]
    public void Spearman_is_absent_where_nothing_is_ranked()
    {
        Assert.Null(RankCorrelation.Spearman([1, 2, 3], [7, 7, 7]));
        Assert.Null(RankCorrelation.Spearman([1], [2]));
    }

    [Fact]
    public void Pearson_knows_scale_and_shift_and_is_absent_where_nothing_varies()
    {
        double[] values = [1, 2, 4, 7];

        Assert.Equal(1, LinearCorrelation.Pearson(values, [13, 16, 22, 31])!.Value, 1e-12);
        Assert.Equal(-1, LinearCorrelation.Pearson(values, [-1, -2, -4, -7])!.Value, 1e-12);
        // Deviations −1, 0, 1 against −1, 1, 0: covariance 1, variances 2 and 2.
        Assert.Equal(0.5, LinearCorrelation.Pearson([1, 2, 3], [1, 3, 2])!.Value, 1e-12);
        Assert.Null(LinearCorrelation.Pearson(values, [5, 5, 5, 5]));
        Assert.Null(LinearCorrelation.Pearson([1], [1]));
    }

    [Fact]
    public void Drawing_groups_widens_the_interval_of_values_that_come_in_groups()
    {
        double[][] groups = [.. Enumerable.Range(0, 30).Select(i => Enumerable.Repeat(i % 5 * 1.0, 10).ToArray())];

        var byGroup = ClusterBootstrap.OfMean(groups, 1)!.Value;
        var byValue = ClusterBootstrap.OfMean([.. groups.SelectMany(group => group)
            .Select(value => (double[])[value])], 1)!.Value;

        // Of 30 groups with variance 2 the mean has deviation √(2 / 30), of 300 values √(2 / 300).
        Assert.Equal(2 * 1.96 * Math.Sqrt(2 / 30.0), byGroup.High - byGroup.Low, 0.1);
        Assert.Equal(2 * 1.96 * Math.Sqrt(2 / 300.0), byValue.High - byValue.Low, 0.05);
        Assert.InRange(2.0, byGroup.Low, byGroup.High);
        Assert.Null(ClusterBootstrap.OfMean([[1.0, 2]], 1));
    }
}
