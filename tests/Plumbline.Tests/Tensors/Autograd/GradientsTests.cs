using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Tests.Tensors.Autograd;

[LeavesNoTensors]
public sealed class GradientsTests
{
    [Fact]
    public void Backward_adds_up_in_the_leaves()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<double>([1, 2, 3], [3], Device.Cpu).RecordGradient();

        Gradients.Backward(x.Square().Sum());
        Gradients.Backward(x.Sum());

        Assert.Equal([3.0, 5, 7], x.Gradient()!.ToArray<double>());
    }

    [Fact]
    public void A_leaf_that_no_pass_has_reached_has_no_gradient()
    {
        using var x = Tensor.Zeros([3], DType.Float32, Device.Cpu).RecordGradient();

        Assert.Null(x.Gradient());
    }

    [Fact]
    public void A_cleared_gradient_is_absent()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([3], DType.Float32, Device.Cpu).RecordGradient();
        Gradients.Backward(x.Sum());

        x.SetGradient(null);

        Assert.Null(x.Gradient());
    }

    [Fact]
    public void Gradients_are_handed_over_without_touching_the_leaves()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<double>([2], [1], Device.Cpu).RecordGradient();
        var unrelated = Tensor.From<double>([2], [1], Device.Cpu).RecordGradient();

        var found = Gradients.Of(x.Pow(3).Sum(), [x, unrelated]);

        Assert.Equal(12, found[0]!.Item());
        Assert.Null(found[1]);
        Assert.Null(x.Gradient());
    }

    [Fact]
    public void Gradients_can_be_differentiated_again()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<double>([2], [1], Device.Cpu).RecordGradient();

        var first = Gradients.Of(x.Pow(3).Sum(), [x], GraphUse.KeepAndExtend)[0]!;
        var second = Gradients.Of(first.Sum(), [x])[0]!;

        Assert.Equal(12, second.Item());
    }

    [Fact]
    public void Nothing_is_recorded_while_recording_is_off()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([3], DType.Float32, Device.Cpu).RecordGradient();
        using (new RecordingScope(GradientRecording.Off))
            Assert.False((x * 2).RequiresGradient);

        Assert.True((x * 2).RequiresGradient);
    }

    [Fact]
    public void A_detached_tensor_has_no_history()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([3], DType.Float32, Device.Cpu).RecordGradient();

        Assert.False((x * 2).Detach().RequiresGradient);
    }

    [Fact]
    public void A_loss_of_several_numbers_is_refused_with_its_shape()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([3], DType.Float32, Device.Cpu).RecordGradient();

        var failure = Assert.Throws<TorchException>(() => Gradients.Backward(x * 2));

        Assert.Equal("backward", failure.OperatorName);
        Assert.Contains("float32[3]@cpu", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_cannot_record_gradients()
    {
        using var x = Tensor.Ones([3], DType.Int64, Device.Cpu);

        Assert.Throws<TorchException>(() => x.RecordGradient());
    }
}
