using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Tests.Tensors.Optimizers;

[LeavesNoTensors]
public sealed class GradientClippingTests
{
    [Fact]
    public void Gradients_longer_than_the_bound_shrink_together()
    {
        using var scope = new TensorScope();
        NamedParameter[] weights = [NewWeight("a", 3), NewWeight("b", 4)];

        var norm = GradientClipping.ByNorm(weights, 1);

        Assert.Equal(5, norm, 1e-6);
        Assert.Equal(0.6f, weights[0].Value.Gradient()!.ToArray<float>()[0], 1e-6);
        Assert.Equal(0.8f, weights[1].Value.Gradient()!.ToArray<float>()[0], 1e-6);
    }

    [Fact]
    public void Gradients_within_the_bound_stay_as_they_are()
    {
        using var scope = new TensorScope();
        NamedParameter[] weights = [NewWeight("a", 3), NewWeight("b", 4)];

        GradientClipping.ByNorm(weights, 10);

        Assert.Equal(3f, weights[0].Value.Gradient()!.ToArray<float>()[0]);
    }

    [Fact]
    public void A_gradient_that_is_no_number_stops_the_step_and_is_named()
    {
        using var scope = new TensorScope();
        NamedParameter[] weights = [NewWeight("fine", 3), NewWeight("broken", float.NaN)];

        var failure = Assert.Throws<ArithmeticException>(() => GradientClipping.ByNorm(weights, 1));

        Assert.Contains("others in broken.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3f, weights[0].Value.Gradient()!.ToArray<float>()[0]);
    }

    private static NamedParameter NewWeight(string name, float gradient)
    {
        var weight = Tensor.Zeros([1], DType.Float32, Device.Cpu).RecordGradient();
        weight.SetGradient(Tensor.From([gradient], [1], Device.Cpu));
        return new(name, weight);
    }
}
