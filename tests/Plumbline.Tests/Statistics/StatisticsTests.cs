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
}
