using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Benchmarks.Engine;

/// <summary>
/// A small pre-norm transformer; engine_step.py holds the same network, layer by layer and draw by draw.
/// </summary>
internal sealed class SmallTransformer : Module
{
    public const long Width = 128;
    public const long Channels = 32;
    public const long Tokens = 128;
    public const long Batch = 4;
    private const int Depth = 4;
    private const long Heads = 4;

    private readonly Linear _embed;
    private readonly (LayerNorm FirstNorm, Attention Attention, LayerNorm SecondNorm, Mlp Mlp)[] _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _head;

    public SmallTransformer(Weights weights)
        : base(weights.Precision)
    {
        _embed = OwnPart("embed", new Linear(weights.At("embed"), Channels, Width));
        _blocks = [.. Enumerable.Range(0, Depth).Select(i => NewBlock($"blocks.{i}", weights.At("blocks").At(i)))];
        _norm = OwnPart("norm", new LayerNorm(weights.At("norm"), Width));
        _head = OwnPart("head", new Linear(weights.At("head"), Width, Channels));
    }

    public Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var hidden = _embed.Forward(input);                                                // [B, N, D]
        foreach (var (firstNorm, attention, secondNorm, mlp) in _blocks)
        {
            hidden += attention.Forward(firstNorm.Forward(hidden));
            hidden += mlp.Forward(secondNorm.Forward(hidden));
        }

        return scope.Keep(_head.Forward(_norm.Forward(hidden)));
    }

    private (LayerNorm FirstNorm, Attention Attention, LayerNorm SecondNorm, Mlp Mlp) NewBlock(
        string path,
        Weights weights) => (
        OwnPart($"{path}.norm1", new LayerNorm(weights.At("norm1"), Width)),
        OwnPart($"{path}.attn", new Attention(weights.At("attn"), new() { Width = Width, HeadCount = Heads })),
        OwnPart($"{path}.norm2", new LayerNorm(weights.At("norm2"), Width)),
        OwnPart($"{path}.ff", new Mlp(weights.At("ff"), Width, 4 * Width, MlpKind.Gelu, MlpNames.Diffusers)));
}
