using Plumbline.Alignment.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class DistributionTests
{
    // R: pnorm(c(0, 1, -1.96, -5, 2.9999, 3.0001)).
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.0249978951482204)]
    [InlineData(-5, 2.86651571879194e-07)]
    public void The_normal_distribution_has_the_values_of_the_tables(double z, double share)
    {
        Assert.Equal(1, NormalDistribution.Cdf(z) / share, 1e-12);
    }

    [Fact]
    public void The_series_of_the_normal_distribution_meets_its_fraction()
    {
        Assert.Equal(NormalDistribution.Cdf(-2.9999999999), NormalDistribution.Cdf(-3.0000000001), 1e-11);
    }

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.0001, -3.71901648545568)]
    public void Normal_quantiles_are_those_of_the_tables(double share, double z)
    {
        Assert.Equal(z, NormalDistribution.Quantile(share), 1e-10);
    }

    // R: qt(c(0.975, 0.975, 0.975, 0.2), c(1, 10, 30, 3)).
    [Theory]
    [InlineData(0.975, 1, 12.7062047361747)]
    [InlineData(0.975, 10, 2.22813885198627)]
    [InlineData(0.975, 30, 2.04227245630124)]
    [InlineData(0.2, 3, -0.978472312363213)]
    public void Student_quantiles_are_those_of_the_tables(double share, int freedom, double t)
    {
        Assert.Equal(t, StudentDistribution.Quantile(share, freedom), 1e-9);
    }

    [Fact]
    public void The_power_of_no_effect_is_the_significance()
    {
        Assert.Equal(0.05, StudentDistribution.Power(0, 1, 0.05), 1e-6);
        Assert.Equal(0.05, StudentDistribution.Power(0, 40, 0.05), 1e-6);
    }

    // R: power.t.test(n, delta = 0.5, sd = 1, type = "one.sample", strict = TRUE).
    [Theory]
    [InlineData(20, 0.5, 0.5645)]
    [InlineData(34, 0.5, 0.8078)]
    public void The_power_of_paired_tests_is_that_of_r(int pairs, double effect, double power)
    {
        Assert.Equal(power, StudentDistribution.Power(effect * Math.Sqrt(pairs), pairs - 1, 0.05), 5e-4);
    }
}
