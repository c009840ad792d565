using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion;

[LeavesNoTensors]
public sealed class RotaryPositionsTests
{
    [Fact]
    public void A_product_of_turned_vectors_depends_on_their_distance_alone()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var (cosines, sines) = RotaryPositions.Factors(
            RotaryPositions.Angles((3, 4, 5), 16, 100), DType.Float64, Device.Cpu);
        var one = generator.Normal([1, 1, 16], DType.Float64).Expand(60, 1, 16);
        var other = generator.Normal([1, 1, 16], DType.Float64).Expand(60, 1, 16);

        var products = RotaryPositions.Rotate(one, cosines, sines).Squeeze(1)
            .MatMul(RotaryPositions.Rotate(other, cosines, sines).Squeeze(1).Transpose(0, 1));

        // From (0, 0, 1) to (1, 2, 3) and from (1, 1, 2) to (2, 3, 4): one distance.
        Assert.Equal(products.Select(0, 1).Select(0, 33).Item(), products.Select(0, 27).Select(0, 59).Item(), 1e-10);
        Assert.NotEqual(products.Select(0, 1).Select(0, 33).Item(), products.Select(0, 1).Select(0, 34).Item(), 1e-3);
    }

    [Fact]
    public void Turning_keeps_lengths_and_leaves_the_first_position_as_it_is()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);
        var (cosines, sines) = RotaryPositions.Factors(
            RotaryPositions.Angles((2, 2, 2), 12, 100), DType.Float64, Device.Cpu);
        var heads = generator.Normal([8, 3, 12], DType.Float64);

        var turned = RotaryPositions.Rotate(heads, cosines, sines);

        Assert.True(turned.Norm([-1]).IsClose(heads.Norm([-1]), 1e-10, 0));
        Assert.True(turned.Select(0, 0).IsClose(heads.Select(0, 0), 0, 1e-12));
    }

    [Fact]
    public void Pairs_are_split_over_time_height_and_width_as_Wan_splits_them()
    {
        var angles = RotaryPositions.Angles((2, 2, 2), 64, 100);

        // 32 pairs: 12 for time, 10 and 10; position 4 is one step along time alone.
        Assert.All(Enumerable.Range(0, 32), pair => Assert.Equal(pair < 12, angles[4, pair] > 0));
        Assert.All(Enumerable.Range(0, 32), pair => Assert.Equal(pair is >= 12 and < 22, angles[2, pair] > 0));
        Assert.All(Enumerable.Range(0, 32), pair => Assert.Equal(pair >= 22, angles[1, pair] > 0));
    }
}
