using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Tests.Tensors.Optimizers;

[LeavesNoTensors]
public sealed class AdamWTests
{
    private static readonly AdamWOptions Options = new(
        )
    {
        Beta1 = 0.8,
        Beta2 = 0.95,
        Epsilon = 1e-6,
        WeightDecay = 0.05
    };

    // torch.optim.AdamW of torch 1.13.1 on [0.5, −1.25, 2.0], float64, lr 0.1, betas (0.8, 0.95), eps 1e-6,
    // weight_decay 0.05, loss ((p − [1, 2, 3])⁴).sum(), printed with repr after each of three steps.
    private static readonly double[][] TorchSteps =
    [
        [0.5974998000004, -1.1437500007282657, 2.0899999750000062],
        [0.6872604020501418, -1.0385811402992553, 2.1773769458634598],
        [0.7653888549081769, -0.9348654868403078, 2.260599342710872],
    ];

    [Fact]
    public void Three_steps_equal_torchs()
    {
        using var weight = NewWeight();
        using var optimizer = new AdamW([new("p", weight)], Options);

        foreach (var expected in TorchSteps)
        {
            Step(weight, optimizer);
            AssertClose(expected, weight);
        }
    }

    [Fact]
    public void A_restored_run_continues_as_if_never_stopped()
    {
        using var scope = new TensorScope();
        var weight = NewWeight();
        using var optimizer = new AdamW([new("p", weight)], Options);
        Step(weight, optimizer);
        var resumedWeight = weight.Detach().Clone().RecordGradient();
        using var resumed = new AdamW([new("p", resumedWeight)], Options);

        resumed.Restore(optimizer.StepCount, optimizer.State());
        Step(resumedWeight, resumed);

        AssertClose(TorchSteps[1], resumedWeight);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_with_every_difference()
    {
        using var scope = new TensorScope();
        var weight = NewWeight();
        using var optimizer = new AdamW([new("p", weight)], Options);

        var failure = Assert.Throws<ArgumentException>(
            () => optimizer.Restore(1, [new("mean.p", Tensor.Zeros([2], DType.Float64, Device.Cpu))]));

        Assert.Contains("mean.p: expected [3], got [2]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("meanSquare.p: expected [3], got nothing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_without_a_gradient_stays_as_it_is()
    {
        using var weight = NewWeight();
        using var optimizer = new AdamW([new("p", weight)], Options);

        optimizer.Step(0.1);

        Assert.Equal([0.5, -1.25, 2.0], weight.ToArray<double>());
    }

    [Fact]
    public void Frozen_weights_are_no_training()
    {
        using var weight = Tensor.Zeros([2], DType.Float32, Device.Cpu);

        Assert.Throws<ArgumentException>(() => new AdamW([new("p", weight)]));
    }

    private static Tensor NewWeight() => Tensor.From<double>([0.5, -1.25, 2.0], [3], Device.Cpu).RecordGradient();

    private static void Step(Tensor weight, AdamW optimizer)
    {
        using var scope = new TensorScope();
        optimizer.ClearGradients();
        Gradients.Backward((weight - Tensor.From<double>([1, 2, 3], [3], Device.Cpu)).Pow(4).Sum());
        optimizer.Step(0.1);
    }

    private static void AssertClose(double[] expected, Tensor found)
    {
        var values = found.ToArray<double>();
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], values[i], 1e-10);
    }
}
