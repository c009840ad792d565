using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Attention of the tokens to the words.</summary>
internal sealed class MiniCrossAttention : Module
{
    private readonly long _headCount;
    private readonly long _headWidth;
    private readonly Linear _toQuery;
    private readonly Linear _toKeyAndValue;
    private readonly Linear _output;

    public MiniCrossAttention(Weights weights, MiniDenoiserConfig config)
        : base(weights.Precision)
    {
        (_headCount, _headWidth) = (config.HeadCount, config.HeadWidth);
        _toQuery = OwnPart("to_q", new Linear(weights.At("to_q"), config.Width, config.Width));
        _toKeyAndValue = OwnPart("to_kv", new Linear(weights.At("to_kv"), config.Width, 2 * config.Width));
        _output = OwnPart(
            "to_out",
            new Linear(weights.At("to_out"), config.Width, config.Width, initialization: Initialization.Zeros));
    }

    /// <param name="input">Tokens, [B, N, D].</param>
    /// <param name="words">The prompts, [B, L, D].</param>
    /// <param name="mask">Which words count, bool[B, 1, 1, L].</param>
    /// <returns>The result in the compute type, [B, N, D].</returns>
    public Tensor Forward(Tensor input, Tensor words, Tensor mask)
    {
        using var scope = new TensorScope();
        var query = _toQuery.Forward(input).Unflatten(-1, _headCount, _headWidth).Transpose(1, 2);
        var parts = _toKeyAndValue.Forward(words).Unflatten(-1, 2, _headCount, _headWidth).Unbind(2);
        var mixed = query.Attention(parts[0].Transpose(1, 2), parts[1].Transpose(1, 2), mask);
        return scope.Keep(_output.Forward(mixed.Transpose(1, 2).Flatten(2)));
    }
}
