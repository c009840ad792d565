using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Attention of every token to what the first frame shows along its own ray.</summary>
/// <remarks>
/// As in He et al. 2020, arXiv:2005.04551, and CamCo (Xu et al. 2024, arXiv:2406.02509), with samples of the latents
/// instead of features. Half as wide as the network: a sample has few numbers.
/// </remarks>
internal sealed class MiniEpipolarAttention : Module
{
    private readonly long _headCount;
    private readonly long _headWidth;
    private readonly LayerNorm _norm;
    private readonly Linear _toQuery;
    private readonly Linear _toKeyAndValue;
    private readonly Tensor _planes;
    private readonly Linear _output;

    public MiniEpipolarAttention(Weights weights, MiniDenoiserConfig config)
        : base(weights.Precision)
    {
        var inner = config.Width / 2;
        (_headCount, _headWidth) = (config.HeadCount, inner / config.HeadCount);
        _norm = OwnPart("norm", new LayerNorm(weights.At("norm"), config.Width));
        _toQuery = OwnPart("to_q", new Linear(weights.At("to_q"), config.Width, inner));
        _toKeyAndValue = OwnPart("to_kv", new Linear(
            weights.At("to_kv"), EpipolarSamples.ChannelCount(config), 2 * inner));
        _planes = OwnWeight(
            weights, "planes", [config.EpipolarDepths, _headCount, _headWidth], Initialization.Normal(1));
        _output = OwnPart("to_out", new Linear(
            weights.At("to_out"), inner, config.Width, initialization: Initialization.Zeros));
    }

    /// <param name="hidden">Tokens in the normalisation type, [B, N, D].</param>
    /// <param name="samples">What the first frame shows, [B, N, planes, channels].</param>
    /// <param name="isGiven">1 for samples of the batch that have a first frame and cameras, else 0, [B, 1, 1].</param>
    /// <returns>The result in the compute type, [B, N, D]; zeros where nothing is given.</returns>
    public Tensor Forward(Tensor hidden, Tensor samples, Tensor isGiven)
    {
        using var scope = new TensorScope();
        var query = _toQuery.Forward(_norm.Forward(hidden)).Unflatten(-1, 1, _headCount, _headWidth);
        var parts = _toKeyAndValue.Forward(samples).Unflatten(-1, 2, _headCount, _headWidth).Unbind(3);
        var key = parts[0] + _planes.To(parts[0].DType);                      // [B, N, planes, heads, D_head]
        var likeness = (query * key).Sum([-1], ReducedAxes.Kept).To(Precision.Normalization) / Math.Sqrt(_headWidth);
        var weights = likeness.Softmax(2).To(parts[1].DType);                 // [B, N, planes, heads, 1]
        var mixed = (weights * parts[1]).Sum([2]).Flatten(2);                 // [B, N, D / 2]
        return scope.Keep(_output.Forward(mixed) * isGiven.To(parts[1].DType));
    }
}
