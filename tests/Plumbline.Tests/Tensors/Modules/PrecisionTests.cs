using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Tensors.Modules;

[LeavesNoTensors]
public sealed class PrecisionTests
{
    [Fact]
    public void Mixed_precision_computes_in_bfloat16_and_keeps_masters_and_gradients_in_float32()
    {
        using var scope = new TensorScope();
        using var network = NewMlp(Precision.MixedBFloat16);
        network.RecordGradients(GradientRecording.On);
        var output = network.Forward(Tensor.Ones([2, 8], DType.Float32, Device.Cpu));

        Gradients.Backward(output.To(DType.Float32).Square().Mean());

        Assert.Equal(DType.BFloat16, output.DType);
        Assert.All(network.Parameters(), parameter => Assert.Equal(DType.Float32, parameter.Value.DType));
        Assert.All(network.Parameters(), parameter => Assert.Equal(DType.Float32, parameter.Value.Gradient()!.DType));
    }

    [Fact]
    public void Mixed_precision_agrees_with_single_precision_to_bfloat16s_accuracy()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(4, Device.Cpu);
        var input = generator.Normal([4, 8]);
        using var mixed = NewMlp(Precision.MixedBFloat16);
        using var single = NewMlp(Precision.Float32);

        Assert.True(mixed.Forward(input).To(DType.Float32).IsClose(single.Forward(input), 1e-2, 1e-2));
    }

    [Fact]
    public void Norms_run_in_the_normalisation_type()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(4, Device.Cpu);
        using var norm = Weights.Load(
            WeightSource.Fresh(generator), Precision.BFloat16, Device.Cpu, weights => new RmsNorm(weights, 64));
        // Squares of values around 256 differ by less than bfloat16 can tell, yet the norm must not.
        var input = (generator.Normal([2, 64]) + 256).To(DType.BFloat16);

        var expected = input.To(DType.Float64).RmsNorm().To(DType.BFloat16);

        Assert.True(norm.Forward(input).SameAs(expected));
    }

    [Fact]
    public void A_type_that_carries_no_gradients_is_refused_by_name()
    {
        var failure = Assert.Throws<ArgumentException>(
            () => (Precision.Float32 with { Compute = DType.Int32 }).Validate());

        Assert.Contains(
            "Precision.Compute: expected a floating-point type, got int32", failure.Message, StringComparison.Ordinal);
    }

    private static Mlp NewMlp(Precision precision)
    {
        using var generator = new Generator(3, Device.Cpu);
        return Weights.Load(
            WeightSource.Fresh(generator), precision, Device.Cpu,
            weights => new Mlp(weights, 8, 16, MlpKind.Gelu, MlpNames.Diffusers));
    }
}
