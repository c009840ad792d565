using Plumbline.Tensors;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Tests.Tensors.Optimizers;

[LeavesNoTensors]
public sealed class ExponentialAverageTests
{
    [Fact]
    public void The_first_updates_follow_faster_than_the_decay_says()
    {
        using var weight = Tensor.Zeros([1], DType.Float64, Device.Cpu);
        using var average = new ExponentialAverage([new("w", weight)], 0.99);
        weight.FillInPlace(11);

        average.Update();

        Assert.Equal(9, average.Averages().Single().Value.Item(), 1e-10);
    }

    [Fact]
    public void Swapping_twice_restores_the_weights()
    {
        using var weight = Tensor.Zeros([1], DType.Float64, Device.Cpu);
        using var average = new ExponentialAverage([new("w", weight)], 0.5);
        weight.FillInPlace(11);

        average.Swap();
        var whileSwapped = weight.Item();
        average.Swap();

        Assert.Equal(0, whileSwapped);
        Assert.Equal(11, weight.Item());
    }
}
