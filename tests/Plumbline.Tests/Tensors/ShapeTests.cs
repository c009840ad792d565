using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class ShapeTests
{
    [Theory]
    [InlineData("F,3,H,W", true)]
    [InlineData("F, 3, H, H", false)]
    [InlineData("F,4,H,W", false)]
    [InlineData("3,H,W", false)]
    [InlineData("...,H,W", true)]
    [InlineData("...,9", true)]
    [InlineData("...,F,3,H,W", true)]
    [InlineData("...,X,F,3,H,W", false)]
    public void A_pattern_says_what_the_axes_mean(string pattern, bool follows)
    {
        Shape shape = [5, 3, 8, 9];

        Assert.Equal(follows, shape.Follows(pattern));
    }

    [Fact]
    public void A_name_that_appears_again_means_the_same_extent()
    {
        Shape square = [4, 4];
        Shape oblong = [4, 5];

        Assert.True(square.Follows("N,N"));
        Assert.False(oblong.Follows("N,N"));
    }

    [Fact]
    public void A_tensor_of_another_shape_is_refused_by_its_name_at_the_call()
    {
        using var frames = Tensor.Zeros([2, 4, 8, 8], DType.Float32, Device.Cpu);

        var failure = Assert.Throws<ArgumentException>(() => Shape.Require(frames, "F,3,H,W"));

        Assert.StartsWith(
            "frames: expected shape [F, 3, H, W], got float32[2, 4, 8, 8]@cpu.", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_with_equal_extents_are_equal()
    {
        Shape first = [2, 3];
        Shape second = [2, 3];

        Assert.True(first == second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void Axes_count_backwards_from_minus_one()
    {
        Shape shape = [2, 3];

        Assert.Equal(3, shape[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[2]);
    }

    [Fact]
    public void A_scalar_holds_one_element() => Assert.Equal(1, Shape.Scalar.ElementCount);
}
