using Plumbline.Alignment.Evaluation;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Evaluation;

[LeavesNoTensors]
public sealed class FrechetDistanceTests
{
    [Fact]
    public void Equal_gaussians_are_at_distance_0()
    {
        double[] mean = [1, -2];
        double[] covariance = [2, 0.5, 0.5, 1];

        Assert.Equal(0, Distance(mean, covariance, mean, covariance), 1e-10);
    }

    [Fact]
    public void Shifted_means_are_at_the_square_of_their_distance()
    {
        double[] covariance = [2, 0.5, 0.5, 1];

        Assert.Equal(25, Distance([0, 0], covariance, [3, 4], covariance), 1e-10);
    }

    [Fact]
    public void Diagonal_covariances_are_at_the_squared_differences_of_their_deviations()
    {
        double[] first = [4, 0, 0, 9];
        double[] second = [1, 0, 0, 25];

        Assert.Equal(1 + 4, Distance([0, 0], first, [0, 0], second), 1e-10);
    }

    [Fact]
    public void Covariances_that_do_not_commute_follow_the_closed_form_of_two_axes()
    {
        double[] first = [2, 0.5, 0.5, 1];
        double[] second = [1, -0.3, -0.3, 3];

        // The trace of the root of a 2×2 matrix M is √(tr M + 2 √det M); tr(Σ₁Σ₂) = 4.7, det Σ₁ = 1.75, det Σ₂ = 2.91.
        var expected = 3 + 4 - 2 * Math.Sqrt(4.7 + 2 * Math.Sqrt(1.75 * 2.91));

        Assert.Equal(expected, Distance([0, 0], first, [0, 0], second), 1e-10);
    }

    [Fact]
    public void A_covariance_of_lower_rank_has_a_distance()
    {
        double[] flat = [1, 1, 1, 1];
        double[] round = [1, 0, 0, 1];

        // √Σ₁ = Σ₁ / √2, so the trace in the middle is that of Σ₁'s one root: √2.
        Assert.Equal(4 - 2 * Math.Sqrt(2), Distance([0, 0], flat, [0, 0], round), 1e-7);
    }

    [Fact]
    public void Without_the_bias_samples_of_one_distribution_are_at_0_on_average()
    {
        var pairs = Enumerable.Range(0, 40).Select(i =>
            (First: Samples(1 + 2 * (ulong)i, 128, 0), Second: Samples(2 + 2 * (ulong)i, 128, 0))).ToArray();

        var plain = pairs.Average(pair => FrechetDistance.Between(pair.First, pair.Second));
        var unbiased = pairs.Average(pair => FrechetDistance.Unbiased(pair.First, pair.Second));

        Assert.InRange(plain, 0.2, 0.5);
        Assert.InRange(unbiased, -0.2 * plain, 0.2 * plain);
    }

    [Fact]
    public void A_shift_is_found_in_samples()
    {
        var (first, second) = (Samples(1, 256, 0), Samples(2, 256, 0.5));

        Assert.Equal(8 * 0.25, FrechetDistance.Unbiased(first, second), 0.3);
    }

    [Fact]
    public void The_distance_is_the_same_both_ways()
    {
        var (first, second) = (Samples(1, 64, 0), Samples(2, 48, 0.5));

        Assert.Equal(FrechetDistance.Between(first, second), FrechetDistance.Between(second, first), 1e-10);
    }

    [Fact]
    public void Too_few_clips_or_other_features_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between([[1.0, 2]], Samples(1, 4, 0)));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between([[1.0, 2], [3, 4]], Samples(1, 4, 0)));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Unbiased(Samples(1, 15, 0), Samples(2, 64, 0)));
    }

    private static double Distance(
        double[] firstMean, double[] firstCovariance, double[] secondMean, double[] secondCovariance)
    {
        using var scope = new TensorScope();
        Tensor Vector(double[] values) => Tensor.From<double>(values, [2], Device.Cpu);
        Tensor Matrix(double[] values) => Tensor.From<double>(values, [2, 2], Device.Cpu);
        return FrechetDistance.OfGaussians(
            Vector(firstMean), Matrix(firstCovariance), Vector(secondMean), Matrix(secondCovariance));
    }

    private static double[][] Samples(ulong seed, int count, double shift)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(seed, Device.Cpu);
        var values = (generator.Normal([count, 8], DType.Float64) + shift).ToArray<double>();
        return [.. values.Chunk(8)];
    }
}
