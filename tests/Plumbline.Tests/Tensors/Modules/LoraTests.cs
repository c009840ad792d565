using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Tests.Tensors.Modules;

[LeavesNoTensors]
public sealed class LoraTests
{
    private static readonly LoraOptions Options = new() { Rank = 2, Alpha = 6 };

    [Fact]
    public void Fresh_adapters_change_nothing()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);
        using var network = NewNetwork(generator);
        var input = generator.Normal([1, 3, 4]);
        var before = network.Forward(input);

        LoraInjection.Attach(
            network, WeightSource.Fresh(generator), Options, path => path.StartsWith("to_", StringComparison.Ordinal));

        Assert.True(network.Forward(input).SameAs(before));
    }

    [Fact]
    public void Only_adapters_record_gradients()
    {
        using var generator = new Generator(2, Device.Cpu);
        using var network = NewNetwork(generator);

        var paths = LoraInjection.Attach(
            network, WeightSource.Fresh(generator), Options, path => path is "to_q" or "to_v");

        Assert.Equal(["to_q", "to_v"], paths);
        Assert.Equal(
            ["to_q.lora_A.weight", "to_q.lora_B.weight", "to_v.lora_A.weight", "to_v.lora_B.weight"],
            network.Parameters().Where(parameter => parameter.Value.RequiresGradient).Select(
                parameter => parameter.Name));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("conv2d")]
    [InlineData("conv3d")]
    public void A_merged_adapter_gives_the_same_results_without_it(string kind)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);
        using var holder = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float64, Device.Cpu, weights => new Holder(weights, kind));
        LoraInjection.Attach(holder, WeightSource.Fresh(generator), Options, _ => true);
        var up = holder.Layer.Adapter!.Up.Parameters().Single().Value;
        up.RecordGradient(GradientRecording.Off).CopyFrom(generator.Normal(up.Shape, DType.Float64));
        var input = generator.Normal(
            kind == "linear" ? [2, 3] : kind == "conv2d" ? [1, 3, 4, 4] : [1, 3, 2, 4, 4], DType.Float64);
        var before = holder.Layer.Forward(input);

        holder.Layer.MergeAdapter();

        Assert.Null(holder.Layer.Adapter);
        Assert.True(holder.Layer.Forward(input).IsClose(before, 1e-10, 1e-10));
    }

    [Fact]
    public void Choosing_no_layer_is_refused_with_examples()
    {
        using var generator = new Generator(2, Device.Cpu);
        using var network = NewNetwork(generator);

        var failure = Assert.Throws<ArgumentException>(
            () => LoraInjection.Attach(network, WeightSource.Fresh(generator), Options, _ => false));

        Assert.Contains("such as to_q, to_k, to_v", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adapters_of_another_rank_are_refused_and_leave_the_network_as_it_was()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);
        using var network = NewNetwork(generator);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        CheckpointWriter.Write(
            path,
            [
                CheckpointTensor.OfFloats("to_q.lora_A.weight", [8, 4], new float[32]),
                CheckpointTensor.OfFloats("to_q.lora_B.weight", [4, 8], new float[32])]);
        using var checkpoint = Checkpoint.Open(path);

        var failure = Assert.Throws<CheckpointException>(
            () => LoraInjection.Attach(network, WeightSource.From(checkpoint), Options, path => path == "to_q"));
        File.Delete(path);

        Assert.Contains(
            "to_q.lora_A.weight: the model expects [2, 4], the file has [8, 4]", failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            network.Parameters(), parameter => parameter.Name.Contains("lora", StringComparison.Ordinal));
    }

    private static Attention NewNetwork(Generator generator) => Weights.Load(
        WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
        weights => new Attention(weights, new() { Width = 4, HeadCount = 2 }));

    private sealed class Holder : Module
    {
        public Holder(Weights weights, string kind)
            : base(weights.Precision) => Layer = OwnPart<AdaptableModule>("layer", kind switch
            {
                "linear" => new Linear(weights.At("layer"), 3, 4),
                "conv2d" => new Conv2d(weights.At("layer"), 3, 4, (3, 3), new() { Padding = [1], Stride = [2] }),
                _ => new Conv3d(weights.At("layer"), 3, 4, (2, 3, 3), new() { Padding = [0, 1, 1] }),
            });

        public AdaptableModule Layer { get; }
    }
}
