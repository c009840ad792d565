using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class TensorTests
{
    [Fact]
    public void A_tensor_prints_type_shape_and_device()
    {
        using var tensor = Tensor.Zeros([2, 3], DType.Float32, Device.Cpu);

        Assert.Equal("float32[2, 3]@cpu", tensor.ToString());
    }

    [Fact]
    public void Elements_survive_the_way_in_and_out()
    {
        using var tensor = Tensor.From<float>([1, 2, 3, 4, 5, 6], [2, 3], Device.Cpu);

        Assert.Equal([1, 2, 3, 4, 5, 6], tensor.ToArray<float>());
    }

    [Fact]
    public void A_view_comes_out_row_by_row()
    {
        using var scope = new TensorScope();
        var tensor = Tensor.From<int>([1, 2, 3, 4, 5, 6], [2, 3], Device.Cpu);

        Assert.Equal([1, 4, 2, 5, 3, 6], tensor.Transpose(0, 1).ToArray<int>());
    }

    [Fact]
    public void An_empty_tensor_has_no_elements()
    {
        using var tensor = Tensor.From<float>([], [0, 3], Device.Cpu);

        Assert.Equal("float32[0, 3]@cpu", tensor.ToString());
        Assert.Empty(tensor.ToArray<float>());
    }

    [Fact]
    public void Too_few_elements_are_refused_with_both_counts()
    {
        var failure = Assert.Throws<ArgumentException>(() => Tensor.From<float>([1, 2], [3], Device.Cpu));

        Assert.Contains("expected 12 bytes for float32[3], got 8", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_another_type_are_refused()
    {
        using var tensor = Tensor.Zeros([2], DType.BFloat16, Device.Cpu);

        var failure = Assert.Throws<ArgumentException>(() => tensor.ToArray<float>());

        Assert.Contains("expected elements of bfloat16, got Single", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_tensor_cannot_be_used()
    {
        var tensor = Tensor.Zeros([2], DType.Float32, Device.Cpu);
        tensor.Dispose();
        tensor.Dispose();

        Assert.Throws<ObjectDisposedException>(() => tensor + 1);
    }

    [Fact]
    public void A_refused_operation_names_operator_shapes_and_torchs_words()
    {
        using var scope = new TensorScope();
        var left = Tensor.Zeros([2, 3], DType.Float32, Device.Cpu);
        var right = Tensor.Zeros([4, 5], DType.Float32, Device.Cpu);

        var failure = Assert.Throws<TorchException>(() => left.MatMul(right));

        Assert.Equal("aten::matmul", failure.OperatorName);
        Assert.Equal("float32[2, 3]@cpu, float32[4, 5]@cpu", failure.Arguments);
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied", failure.TorchText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_and_not_replaced()
    {
        Assert.SkipWhen(EngineHasCuda(), "This machine has a CUDA device.");

        Assert.Throws<TorchException>(() => Tensor.Zeros([2], DType.Float32, Device.Cuda()));
    }

    [Fact]
    public void Numbers_do_not_widen_a_half_precision_tensor()
    {
        using var scope = new TensorScope();
        var tensor = Tensor.Ones([2], DType.BFloat16, Device.Cpu);

        Assert.Equal(DType.BFloat16, (tensor * 2.5 + 1).DType);
    }

    private static bool EngineHasCuda()
    {
        try
        {
            Tensor.Zeros([1], DType.Float32, Device.Cuda()).Dispose();
            return true;
        }
        catch (TorchException)
        {
            return false;
        }
    }
}
