using System.Runtime.CompilerServices;
using Plumbline.Tensors;
using Plumbline.Tensors.Native;

namespace Plumbline.Tests.Tensors;

public sealed class LeakGateTests
{
    [Fact]
    public void A_tensor_that_only_the_finalizer_released_still_counts_as_leaked()
    {
        var before = TensorHandle.LiveCount;
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(before + 1, TensorHandle.LiveCount);
    }

    [Fact]
    public void Disposing_twice_counts_once()
    {
        var before = TensorHandle.LiveCount;
        var tensor = Tensor.Zeros([2], DType.Float32, Device.Cpu);
        tensor.Dispose();
        tensor.Dispose();

        Assert.Equal(before, TensorHandle.LiveCount);
    }

    [Fact]
    public void Results_of_operators_that_work_in_place_are_given_back()
    {
        using var tensor = Tensor.Zeros([2], DType.Float32, Device.Cpu);
        var before = TensorHandle.LiveCount;
        tensor.AddInPlace(1);

        Assert.Equal(before, TensorHandle.LiveCount);
        Assert.Equal([1f, 1f], tensor.ToArray<float>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget() => Tensor.Zeros([2], DType.Float32, Device.Cpu);
}
