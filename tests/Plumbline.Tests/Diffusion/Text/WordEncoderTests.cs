using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Text;

[LeavesNoTensors]
public sealed class WordEncoderTests
{
    [Fact]
    public void A_prompt_means_the_same_alone_and_beside_a_longer_one()
    {
        using var scope = new TensorScope();
        using var encoder = NewEncoder();

        var alone = encoder.Encode(["red arch"]);
        var beside = encoder.Encode(["red arch", "a red brick arch"]);

        Assert.True(alone.Values.IsClose(beside.Values.Slice(0, 0, 1).Slice(1, 0, 3), 1e-5, 1e-5));
        Assert.Equal([true, true, true, false, false], beside.Mask.Select(0, 0).ToArray<bool>());
    }

    [Fact]
    public void The_order_of_words_matters()
    {
        using var scope = new TensorScope();
        using var encoder = NewEncoder();

        var found = encoder.Encode(["red arch", "arch red"]).Values;

        Assert.False(found.Select(0, 0).Select(0, 0).IsClose(found.Select(0, 1).Select(0, 0), 1e-3, 1e-3));
    }

    [Fact]
    public void An_empty_prompt_is_one_token()
    {
        using var scope = new TensorScope();
        using var encoder = NewEncoder();

        var found = encoder.Encode([""]);

        Assert.Equal(Shape.Of(1, 1, 16), found.Values.Shape);
        Assert.True(found.Mask.All().Item() == 1);
    }

    [Fact]
    public void A_prompt_beyond_the_longest_is_cut()
    {
        using var scope = new TensorScope();
        using var encoder = NewEncoder();

        Assert.Equal(7, encoder.Encode([string.Join(' ', Enumerable.Repeat("red", 20))]).Values.Shape[1]);
    }

    private static WordEncoder NewEncoder()
    {
        using var generator = new Generator(1, Device.Cpu);
        return Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu, weights => new WordEncoder(
                weights, new() { Width = 16, HeadCount = 2, MaximumWords = 6 }, new(["a", "red", "brick", "arch"])));
    }
}
