using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Tests.Tensors.Modules;

[LeavesNoTensors]
public sealed class ModuleGradientTests
{
    [Fact]
    public void Linear() => Check(weights => new Linear(weights, 3, 4), (module, x) => module.Forward(x), [2, 3]);

    [Fact]
    public void Linear_with_an_adapter() => Check(
        weights => new Linear(weights, 3, 4), (module, x) => module.Forward(x), [2, 3], Adapted);

    [Fact]
    public void Conv2d() => Check(
        weights => new Conv2d(weights, 2, 3, (3, 2), new() { Stride = [2, 1], Padding = [1, 0] }),
        (module, x) => module.Forward(x), [1, 2, 5, 4]);

    [Fact]
    public void Conv2d_of_two_groups() => Check(
        weights => new Conv2d(weights, 4, 2, (2, 2), new() { Groups = 2, Dilation = [2] }),
        (module, x) => module.Forward(x), [1, 4, 4, 4]);

    [Fact]
    public void Conv2d_with_an_adapter() => Check(
        weights => new Conv2d(weights, 2, 3, (3, 3), new() { Padding = [1] }), (module, x) => module.Forward(x),
        [1, 2, 3, 3], Adapted);

    [Fact]
    public void Conv3d() => Check(
        weights => new Conv3d(weights, 2, 2, (2, 2, 2)), (module, x) => module.Forward(x), [1, 2, 3, 3, 3]);

    [Fact]
    public void Conv3d_with_an_adapter() => Check(
        weights => new Conv3d(weights, 2, 2, (1, 2, 2)), (module, x) => module.Forward(x), [1, 2, 2, 3, 3], Adapted);

    [Theory]
    [InlineData(CausalStart.Zeros)]
    [InlineData(CausalStart.FirstFrame)]
    public void CausalConv3d(CausalStart start) => Check(
        weights => new CausalConv3d(weights, 2, 2, (3, 3, 3), start, (1, 2, 2)), (module, x) => module.Forward(x),
        [1, 2, 2, 3, 3]);

    [Fact]
    public void LayerNorm() => Check(weights => new LayerNorm(weights, 4), (module, x) => module.Forward(x), [3, 4]);

    [Fact]
    public void RmsNorm() => Check(weights => new RmsNorm(weights, 4), (module, x) => module.Forward(x), [3, 4]);

    [Fact]
    public void GroupNorm() =>
        Check(weights => new GroupNorm(weights, 2, 4), (module, x) => module.Forward(x), [2, 4, 3]);

    [Theory]
    [InlineData(MlpKind.Gelu)]
    [InlineData(MlpKind.GeluTanh)]
    [InlineData(MlpKind.Silu)]
    [InlineData(MlpKind.GatedGeluTanh)]
    [InlineData(MlpKind.GatedSilu)]
    public void Mlp(MlpKind kind) => Check(
        weights => new Mlp(weights, 3, 5, kind, MlpNames.T5), (module, x) => module.Forward(x), [2, 3]);

    [Theory]
    [InlineData(HeadNorm.None, AttentionOrder.Any)]
    [InlineData(HeadNorm.LayerNormPerHead, AttentionOrder.Causal)]
    [InlineData(HeadNorm.RmsNormAcrossHeads, AttentionOrder.Any)]
    public void Attention(HeadNorm norm, AttentionOrder order) => Check(
        weights => new Attention(weights, new() { Width = 4, HeadCount = 2, Norm = norm }),
        (module, x) => module.Forward(x, order: order), [1, 3, 4]);

    [Fact]
    public void Attention_to_a_context()
    {
        using var generator = new Generator(5, Device.Cpu);
        using var context = generator.Normal([1, 2, 3], DType.Float64);

        Check(
            weights => new Attention(weights, new() { Width = 4, HeadCount = 2, ContextWidth = 3 }),
            (module, x) => module.Forward(x, context), [1, 3, 4]);
    }

    [Fact]
    public void Embedding()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        using var module = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float64, Device.Cpu, weights => new Embedding(weights, 4, 3));
        var tokens = Tensor.From<long>([2, 0, 2, 1, 3], [5], Device.Cpu);

        GradientCheck.AgreesWithFiniteDifferences(module.Parameters(), () => module.Forward(tokens));
    }

    private static void Adapted<TModule>(TModule module, Generator generator)
        where TModule : AdaptableModule
    {
        Weights.Load(
            WeightSource.Fresh(generator), Precision.Float64, Device.Cpu,
            weights => new Attached<TModule>(module, weights));
        // Fresh adapters are silent, and a silent factor would hide the other one's gradient.
        using var scope = new TensorScope();
        var up = module.Adapter!.Up.Parameters().Single().Value;
        up.CopyFrom(generator.Normal(up.Shape, DType.Float64));
    }

    private static void Check<TModule>(
        Func<Weights, TModule> build, Func<TModule, Tensor, Tensor> forward, Shape inputShape, Action<TModule,
        Generator>? prepare = null)
        where TModule : Module
    {
        using var generator = new Generator(17, Device.Cpu);
        using var module = Weights.Load(WeightSource.Fresh(generator), Precision.Float64, Device.Cpu, build);
        prepare?.Invoke(module, generator);
        using var input = generator.Normal(inputShape, DType.Float64);

        GradientCheck.AgreesWithFiniteDifferences(
            [.. module.Parameters(), new("input", input)], () => forward(module, input));
    }

    private sealed class Attached<TModule> : Module
        where TModule : AdaptableModule
    {
        public Attached(TModule module, Weights weights)
            : base(weights.Precision) => module.AttachAdapter(new() { Rank = 2, Alpha = 3 }, weights);
    }
}
