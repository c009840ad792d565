using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Tests.Tensors;

[LeavesNoTensors]
public sealed class AttentionTests
{
    [Theory]
    [InlineData(false, AttentionOrder.Any, null)]
    [InlineData(false, AttentionOrder.Any, 0.3)]
    [InlineData(false, AttentionOrder.Causal, null)]
    [InlineData(true, AttentionOrder.Any, null)]
    public void The_fused_operator_agrees_with_its_plain_twin_in_value_and_gradient(
        bool masked, AttentionOrder order, double? scale)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(8, Device.Cpu);
        Tensor[] inputs = [
            .. Enumerable.Range(0, 3).Select(_ => generator.Normal([2, 3, 5, 4], DType.Float64).RecordGradient())];
        var mask = masked
            ? generator.Uniform([5, 5], DType.Float64).GreaterThan(0.3).Or(Tensor.Eye(5, DType.Bool, Device.Cpu))
            : null;

        var fused = inputs[0].Attention(inputs[1], inputs[2], mask, order, scale);
        var plain = inputs[0].AttentionWrittenOut(inputs[1], inputs[2], mask, order, scale);
        var fusedGradients = Gradients.Of(fused.Square().Sum(), inputs);
        var plainGradients = Gradients.Of(plain.Square().Sum(), inputs);

        Assert.True(fused.IsClose(plain, 1e-10, 1e-10));
        for (var i = 0; i < inputs.Length; i++)
            Assert.True(fusedGradients[i]!.IsClose(plainGradients[i]!, 1e-10, 1e-10));
    }
}
