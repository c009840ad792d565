using Plumbline.Alignment.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class MultipleComparisonsTests
{
    // R: p.adjust(c(0.04, 0.01, 0.05, 0.03, 0.02), method).
    [Theory]
    [InlineData(Correction.Holm, new[] { 0.09, 0.05, 0.09, 0.09, 0.08 })]
    [InlineData(Correction.BenjaminiHochberg, new[] { 0.05, 0.05, 0.05, 0.05, 0.05 })]
    [InlineData(Correction.None, new[] { 0.04, 0.01, 0.05, 0.03, 0.02 })]
    public void Adjusted_values_are_those_of_r(Correction correction, double[] expected)
    {
        var adjusted = MultipleComparisons.Adjust([0.04, 0.01, 0.05, 0.03, 0.02], correction);

        Assert.All(expected.Zip(adjusted), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    // Benjamini and Hochberg 1995, section 4: fifteen tests; at 0.05 their steps find four and those of Holm three.
    [Theory]
    [InlineData(Correction.Holm, 3)]
    [InlineData(Correction.BenjaminiHochberg, 4)]
    public void The_published_example_has_the_published_findings(Correction correction, int findings)
    {
        double[] pValues =
            [
                0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
                0.7590, 1.0];

        Assert.Equal(findings, MultipleComparisons.Adjust(pValues, correction).Count(p => p <= 0.05));
    }

    [Fact]
    public void What_is_no_p_value_is_refused()
    {
        Assert.Throws<ArgumentException>(() => MultipleComparisons.Adjust([0.5, double.NaN], Correction.Holm));
    }
}
