using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Text;

/// <summary>One block of a <see cref="WordEncoder"/>: attention among the words, then a pair of layers.</summary>
internal sealed class WordEncoderBlock : Module
{
    private readonly LayerNorm _attentionNorm;
    private readonly Attention _attention;
    private readonly LayerNorm _mlpNorm;
    private readonly Mlp _mlp;

    public WordEncoderBlock(Weights weights, WordEncoderConfig config)
        : base(weights.Precision)
    {
        _attentionNorm = OwnPart("norm1", new LayerNorm(weights.At("norm1"), config.Width));
        _attention = OwnPart(
            "attn", new Attention(weights.At("attn"), new() { Width = config.Width, HeadCount = config.HeadCount }));
        _mlpNorm = OwnPart("norm2", new LayerNorm(weights.At("norm2"), config.Width));
        _mlp = OwnPart(
            "mlp", new Mlp(weights.At("mlp"), config.Width, 4 * config.Width, MlpKind.Gelu, new("fc1", "fc2")));
    }

    /// <param name="hidden">The words, [B, L, D].</param>
    /// <param name="mask">Which words count, bool[B, 1, 1, L].</param>
    /// <returns>The words, [B, L, D].</returns>
    public Tensor Forward(Tensor hidden, Tensor mask)
    {
        using var scope = new TensorScope();
        hidden += _attention.Forward(_attentionNorm.Forward(hidden), mask: mask);
        return scope.Keep(hidden + _mlp.Forward(_mlpNorm.Forward(hidden)));
    }
}
