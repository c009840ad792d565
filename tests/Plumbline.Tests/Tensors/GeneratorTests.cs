using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class GeneratorTests
{
    [Fact]
    public void The_numbers_are_torchs_for_the_same_seed()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(7, Device.Cpu);

        // torch 1.13.1: g = torch.Generator().manual_seed(7); randn(4, generator=g), rand(2), randperm(5), randint(0,
        // 100, (3,)).
        Assert.Equal(
            [-0.1467950940132141f, 0.7861412763595581f, 0.9468216300010681f, -1.1143440008163452f],
            generator.Normal([4]).ToArray<float>());
        Assert.Equal([0.36531615257263184f, 0.8512683510780334f], generator.Uniform([2]).ToArray<float>());
        Assert.Equal([3L, 4, 1, 2, 0], generator.Permutation(5).ToArray<long>());
        Assert.Equal([62L, 30, 66], generator.Integers(0, 100, [3]).ToArray<long>());
    }

    [Fact]
    public void Generators_do_not_disturb_each_other()
    {
        using var scope = new TensorScope();
        using var first = new Generator(1, Device.Cpu);
        using var second = new Generator(1, Device.Cpu);
        first.Normal([3]);

        Assert.True(first.Normal([3]).SameAs(Second(second)));
    }

    private static Tensor Second(Generator generator)
    {
        generator.Normal([3]);
        return generator.Normal([3]);
    }
}
