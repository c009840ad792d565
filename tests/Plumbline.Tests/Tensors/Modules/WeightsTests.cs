using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Tensors.Modules;

[LeavesNoTensors]
public sealed class WeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plumbline-weights").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_saved_network_loads_with_equal_results()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        using var network = Weights.Load(WeightSource.Fresh(generator), Precision.Float32, Device.Cpu, NewAttention);
        var path = Path.Combine(_folder, "attention.safetensors");
        network.Save(path);
        using var checkpoint = Checkpoint.Open(path);

        using var loaded = Weights.Load(WeightSource.From(checkpoint), Precision.Float32, Device.Cpu, NewAttention);

        var input = generator.Normal([1, 3, 4]);
        Assert.True(loaded.Forward(input).SameAs(network.Forward(input)));
    }

    [Fact]
    public void Every_weight_that_does_not_fit_is_in_one_message()
    {
        using var checkpoint = Write(
            CheckpointTensor.OfFloats("blocks.3.weight", [2, 3], new float[6]),
            CheckpointTensor.OfFloats("stray", [1], new float[1]));

        var failure = Assert.Throws<CheckpointException>(() => Weights.Load(
            WeightSource.From(checkpoint), Precision.Float32, Device.Cpu,
            weights => new Linear(weights.At("blocks").At(3), 3, 5)));

        Assert.Contains("3 weights do not fit the model", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "blocks.3.weight: the model expects [5, 3], the file has [2, 3]", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "blocks.3.bias: the model expects [5], the file has no such weight", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("stray: the file has it, the model does not use it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_checkpoint_may_be_loaded_when_said_so()
    {
        using var checkpoint = Write(
            CheckpointTensor.OfFloats("weight", [1, 1], [2]), CheckpointTensor.OfFloats("stray", [1], new float[1]));

        using var layer = Weights.Load(
            WeightSource.From(checkpoint),
            Precision.Float32,
            Device.Cpu,
            weights => new Linear(weights, 1, 1, BiasUse.None),
            UnusedWeights.Ignored);

        Assert.Equal(2, layer.Weight.Item());
    }

    [Fact]
    public void Stored_types_become_the_policys()
    {
        using var checkpoint = Write(CheckpointTensor.OfFloats("weight", [1, 1], [2]));

        using var layer = Weights.Load(
            WeightSource.From(checkpoint), Precision.BFloat16, Device.Cpu,
            weights => new Linear(weights, 1, 1, BiasUse.None));

        Assert.Equal(DType.BFloat16, layer.Weight.DType);
    }

    [Fact]
    public void A_network_that_fails_to_build_leaves_no_weights_behind()
    {
        using var generator = new Generator(1, Device.Cpu);

        Assert.Throws<ArgumentException>(() => Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu, weights =>
            {
                _ = new Linear(weights.At("first"), 3, 3);
                return new GroupNorm(weights.At("second"), 3, 4);
            }));
    }

    [Fact]
    public void Fresh_weights_of_one_seed_are_equal()
    {
        using var first = NewLinear(7);
        using var second = NewLinear(7);

        Assert.True(first.Weight.SameAs(second.Weight));
    }

    [Fact]
    public void Every_tensor_that_a_module_shows_is_among_its_parameters()
    {
        using var layer = NewLinear(7);

        Assert.Equal(["weight", "bias"], layer.Parameters().Select(parameter => parameter.Name));
        Assert.Contains(layer.Parameters(), parameter => ReferenceEquals(parameter.Value, layer.Weight));
    }

    private static Attention NewAttention(Weights weights) =>
        new(weights, new() { Width = 4, HeadCount = 2, Norm = HeadNorm.RmsNormAcrossHeads });

    private static Linear NewLinear(ulong seed)
    {
        using var generator = new Generator(seed, Device.Cpu);
        return Weights.Load(
            WeightSource.Fresh(generator), Precision.Float32, Device.Cpu, weights => new Linear(weights, 3, 4));
    }

    private Checkpoint Write(params CheckpointTensor[] tensors)
    {
        var path = Path.Combine(_folder, "model.safetensors");
        CheckpointWriter.Write(path, tensors);
        return Checkpoint.Open(path);
    }
}
