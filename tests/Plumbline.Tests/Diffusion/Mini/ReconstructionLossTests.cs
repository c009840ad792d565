using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Mini;

[LeavesNoTensors]
public sealed class ReconstructionLossTests
{
    [Fact]
    public void Equal_clips_have_none()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var clip = generator.Uniform([2, 3, 2, 16, 16]) * 2 - 1;

        Assert.Equal(0, new ReconstructionLoss().Of(clip, clip.Clone()).Item(), 1e-5);
    }

    [Fact]
    public void An_offset_costs_its_size_and_its_lost_brightness()
    {
        using var scope = new TensorScope();
        var original = Tensor.Zeros([1, 3, 1, 16, 16], DType.Float32, Device.Cpu);
        // Flat clips 0 and 0.2: the contrast term is 1, the brightness term C1 / (0.04 + C1).
        const double C1 = 4e-4;
        var expected = 0.2 + 0.5 * (1 - C1 / (0.04 + C1));

        Assert.Equal(expected, new ReconstructionLoss().Of(original + 0.2, original).Item(), 1e-5);
    }

    [Fact]
    public void An_error_that_flickers_costs_more_than_one_that_stays()
    {
        using var scope = new TensorScope();
        var original = Tensor.Zeros([1, 3, 2, 16, 16], DType.Float32, Device.Cpu);
        var stays = original + 0.1;
        var flickers = Tensor.Concat([original.Slice(2, 0, 1) + 0.1, original.Slice(2, 1) - 0.1], 2);
        var loss = new ReconstructionLoss();

        Assert.Equal(loss.Of(stays, original).Item() + 0.5 * 0.2, loss.Of(flickers, original).Item(), 1e-5);
    }

    [Fact]
    public void Faint_grain_that_is_lost_costs_far_more_with_similarity_than_without()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);
        var flat = Tensor.Zeros([1, 3, 1, 32, 32], DType.Float32, Device.Cpu);
        var grain = flat + 0.1 * generator.Normal([1, 3, 1, 32, 32]);

        var with = new ReconstructionLoss().Of(flat, grain).Item();
        var without = new ReconstructionLoss { SimilarityWeight = 0 }.Of(flat, grain).Item();

        Assert.InRange(with - without, 0.3, 0.5);
        Assert.True(with > 1.5 * without);
    }
}
