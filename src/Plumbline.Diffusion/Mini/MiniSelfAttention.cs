using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// Attention among the tokens: one projection for queries, keys and values, normalised and turned by position.
/// </summary>
/// <remarks>
/// Queries and keys are divided by their root mean square, each head with a learned factor (Henry et al. 2020,
/// arXiv:2010.04245; Dehghani et al. 2023, arXiv:2302.05442). A factor per head and not per channel, so that it costs
/// no pass over the tokens.
/// </remarks>
internal sealed class MiniSelfAttention : Module
{
    private const double Epsilon = 1e-6;

    private readonly long _headCount;
    private readonly long _headWidth;
    private readonly Linear _projection;
    private readonly Tensor _gains;
    private readonly Linear _output;

    public MiniSelfAttention(Weights weights, MiniDenoiserConfig config)
        : base(weights.Precision)
    {
        (_headCount, _headWidth) = (config.HeadCount, config.HeadWidth);
        _projection = OwnPart("to_qkv", new Linear(weights.At("to_qkv"), config.Width, 3 * config.Width));
        _gains = OwnWeight(weights, "norm_qk", [2, _headCount, 1], Initialization.Ones);
        _output = OwnPart("to_out", new Linear(weights.At("to_out"), config.Width, config.Width));
    }

    /// <param name="input">Tokens, [B, N, D].</param>
    /// <param name="cosines">Rotary factors in the compute type, [N, 1, D_head].</param>
    /// <param name="sines">Rotary factors in the compute type, [N, 1, D_head].</param>
    /// <returns>The result in the compute type, [B, N, D].</returns>
    public Tensor Forward(Tensor input, Tensor cosines, Tensor sines)
    {
        using var scope = new TensorScope();
        var parts = _projection.Forward(input).Unflatten(-1, 3, _headCount, _headWidth).Unbind(2);  // [B, N, heads, D_head]
        var gains = _gains.To(Precision.Normalization).Unbind(0);                                  // [heads, 1]
        var query = Heads(RotaryPositions.Rotate(Normalized(parts[0], gains[0]), cosines, sines));  // [B, heads, N, D_head]
        var key = Heads(RotaryPositions.Rotate(Normalized(parts[1], gains[1]), cosines, sines));
        var mixed = query.Attention(key, Heads(parts[2]));
        return scope.Keep(_output.Forward(mixed.Transpose(1, 2).Flatten(2)));
    }

    private static Tensor Heads(Tensor tokens) => tokens.Transpose(1, 2);

    private Tensor Normalized(Tensor heads, Tensor gain)
    {
        using var scope = new TensorScope();
        var length = heads.Norm([-1], reduced: ReducedAxes.Kept).To(Precision.Normalization);      // [B, N, heads, 1]
        var factor = gain * (length / Math.Sqrt(_headWidth) + Epsilon).Reciprocal();
        return scope.Keep(heads * factor.To(heads.DType));
    }
}
