using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Tests.Tensors.Optimizers;

[LeavesNoTensors]
public sealed class MuonTests
{
    private static readonly MuonOptions Exact = new() { Compute = DType.Float64, WeightDecay = 0 };

    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    [InlineData(5, 5)]
    public void The_direction_keeps_singular_vectors_and_brings_singular_values_near_one(int rows, int columns)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        var weight = Tensor.Zeros([rows, columns], DType.Float64, Device.Cpu).RecordGradient();
        using var optimizer = new Muon([new("w", weight)], Exact);
        var matrix = generator.Normal([rows, columns], DType.Float64);
        var (u, _, v) = matrix.Svd();

        var turned = u.Transpose(0, 1).MatMul(optimizer.Orthogonalized(matrix)).MatMul(v.Transpose(0, 1));

        var values = turned.ToArray<double>();
        var edge = Math.Min(rows, columns);
        for (var i = 0; i < edge; i++)
        {
            for (var j = 0; j < edge; j++)
            {
                if (i == j)
                    Assert.InRange(values[i * edge + j], 0.6, 1.25);
                else
                    Assert.Equal(0, values[i * edge + j], 1e-9);
            }
        }
    }

    [Fact]
    public void A_step_moves_matrices_of_all_shapes_by_the_same_mean_square_per_entry()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(4, Device.Cpu);
        foreach (var shape in new long[][] { [64, 64], [64, 16, 2, 3, 3] })
        {
            var weight = Tensor.Zeros([.. shape], DType.Float64, Device.Cpu).RecordGradient();
            using var optimizer = new Muon([new("w", weight)], Exact);
            weight.SetGradient(generator.Normal([.. shape], DType.Float64));

            optimizer.Step(0.01);

            // 0.2 per unit of rate, as far as the singular values are 1.
            Assert.InRange(weight.Square().Mean().Item(), Math.Pow(0.002 * 0.7, 2), Math.Pow(0.002 * 1.25, 2));
        }
    }

    [Fact]
    public void Weights_decay_by_their_share_when_the_gradient_is_zero()
    {
        using var scope = new TensorScope();
        var weight = Tensor.Full([2, 3], 2, DType.Float64, Device.Cpu).RecordGradient();
        using var optimizer = new Muon([new("w", weight)], new() { WeightDecay = 0.5, Compute = DType.Float64 });
        weight.SetGradient(weight.Detach().ZerosLike());

        optimizer.Step(0.1);

        Assert.All(weight.ToArray<double>(), value => Assert.Equal(2 * (1 - 0.1 * 0.5), value, 1e-12));
    }

    [Fact]
    public void It_finds_a_matrix_that_multiplies_as_wanted()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(5, Device.Cpu);
        var (inputs, wanted) = (generator.Normal([32, 8]), generator.Normal([8, 8]));
        var weight = Tensor.Zeros([8, 8], DType.Float32, Device.Cpu).RecordGradient();
        using var optimizer = new Muon([new("w", weight)], new() { WeightDecay = 0 });

        for (var step = 0; step < 600; step++)
            Step(optimizer, 0.1 * (1 - step / 600.0), (inputs.MatMul(weight) - inputs.MatMul(wanted)).Square().Mean);

        Assert.InRange((weight.Detach() - wanted).Square().Mean().Item(), 0, 1e-4);
    }

    [Fact]
    public void A_restored_group_continues_as_if_never_stopped()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(6, Device.Cpu);
        var inputs = generator.Normal([16, 4]);
        var (matrix, bias) = (generator.Normal([4, 3]).RecordGradient(), generator.Normal([3]).RecordGradient());
        using var group = Group(matrix, bias);
        Step(group, 0.1, () => (inputs.MatMul(matrix) + bias).Square().Mean());
        var (otherMatrix, otherBias) =
            (matrix.Detach().Clone().RecordGradient(), bias.Detach().Clone().RecordGradient());
        using var resumed = Group(otherMatrix, otherBias);

        resumed.Restore(group.StepCount, group.State());
        Step(group, 0.1, () => (inputs.MatMul(matrix) + bias).Square().Mean());
        Step(resumed, 0.1, () => (inputs.MatMul(otherMatrix) + otherBias).Square().Mean());

        Assert.Equal(2, resumed.StepCount);
        Assert.Equal(matrix.ToArray<float>(), otherMatrix.ToArray<float>());
        Assert.Equal(bias.ToArray<float>(), otherBias.ToArray<float>());
    }

    [Fact]
    public void Weights_of_one_axis_are_refused_by_name()
    {
        using var scope = new TensorScope();
        var bias = Tensor.Zeros([3], DType.Float32, Device.Cpu).RecordGradient();

        var failure = Assert.Throws<ArgumentException>(() => new Muon([new("head.bias", bias)]));

        Assert.Contains("got head.bias [3]", failure.Message, StringComparison.Ordinal);
    }

    private static OptimizerGroup Group(Tensor matrix, Tensor bias) =>
        new((new Muon([new("matrix", matrix)]), 1), (new AdamW([new("bias", bias)]), 0.1));

    private static void Step(Optimizer optimizer, double rate, Func<Tensor> loss)
    {
        using var scope = new TensorScope();
        optimizer.ClearGradients();
        Gradients.Backward(loss());
        optimizer.Step(rate);
    }
}
