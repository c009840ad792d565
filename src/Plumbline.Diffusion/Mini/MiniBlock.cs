using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// One block of a <see cref="MiniDenoiser"/>: attention among tokens, to the words, and a pair of layers.
/// </summary>
/// <remarks>
/// The running sum stays in the normalisation type: libtorch 1.13 normalises float32 eighteen times as fast as
/// bfloat16, and additions lose nothing. For the same reason GELU is the exact one, ten times as fast there as its tanh
/// form.
/// </remarks>
internal sealed class MiniBlock : Module
{
    /// <summary>Name of the part that attends along epipolar lines, which not every network has.</summary>
    public const string EpipolarPart = "attn3";

    private readonly long _width;
    private readonly Tensor _table;
    private readonly MiniSelfAttention _self;
    private readonly MiniEpipolarAttention? _epipolar;
    private readonly LayerNorm _wordNorm;
    private readonly MiniCrossAttention _cross;
    private readonly Mlp _mlp;

    /// <summary>Asks for every weight.</summary>
    /// <param name="weights">The weights at this module's path.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="index">Which block; every second one attends along epipolar lines, where the network does.</param>
    public MiniBlock(Weights weights, MiniDenoiserConfig config, int index)
        : base(weights.Precision)
    {
        _width = config.Width;
        _table = OwnWeight(
            weights, "modulation", [6, _width], Initialization.Normal(1 / Math.Sqrt(config.Width)));
        _self = OwnPart("attn1", new MiniSelfAttention(weights.At("attn1"), config));
        if (config.EpipolarDepths > 0 && index % 2 == 1)
            _epipolar = OwnPart(EpipolarPart, new MiniEpipolarAttention(weights.At(EpipolarPart), config));
        _wordNorm = OwnPart("norm2", new LayerNorm(weights.At("norm2"), _width));
        _cross = OwnPart("attn2", new MiniCrossAttention(weights.At("attn2"), config));
        _mlp = OwnPart("mlp", new Mlp(weights.At("mlp"), _width, 4 * _width, MlpKind.Gelu, new("fc1", "fc2")));
    }

    /// <param name="hidden">Tokens in the normalisation type, [B, N, D].</param>
    /// <param name="shared">The time as all blocks share it, [B, 6, D].</param>
    /// <param name="words">The prompts, [B, L, D].</param>
    /// <param name="wordMask">Which words count, bool[B, 1, 1, L].</param>
    /// <param name="cosines">Rotary factors, [N, 1, D_head].</param>
    /// <param name="sines">Rotary factors, [N, 1, D_head].</param>
    /// <param name="epipolar">What the first frame shows along the tokens' rays; absent where it is not known.</param>
    /// <returns>Tokens, [B, N, D].</returns>
    public Tensor Forward(
        Tensor hidden, Tensor shared, Tensor words, Tensor wordMask, Tensor cosines, Tensor sines,
        EpipolarSamples? epipolar)
    {
        using var scope = new TensorScope();
        var modulation = (shared + _table.To(Precision.Normalization)).Split([1, 1, 1, 1, 1, 1], 1);   // [B, 1, D]
        hidden = hidden.AddProduct(
            Wide(_self.Forward(Modulated(hidden, modulation[0], modulation[1]), cosines, sines)), modulation[2]);
        if (_epipolar is not null && epipolar is not null)
            hidden += Wide(_epipolar.Forward(hidden, epipolar.Values, epipolar.IsGiven));
        hidden += Wide(_cross.Forward(_wordNorm.Forward(hidden), words, wordMask));
        return scope.Keep(hidden.AddProduct(
            Wide(_mlp.Forward(Modulated(hidden, modulation[3], modulation[4]))), modulation[5]));
    }

    /// <summary>Normalised tokens, scaled and shifted.</summary>
    internal static Tensor Modulated(Tensor hidden, Tensor shift, Tensor scale)
    {
        using var scope = new TensorScope();
        return scope.Keep(shift.AddProduct(hidden.LayerNorm([hidden.Shape[-1]], epsilon: 1e-6), scale + 1));
    }

    private Tensor Wide(Tensor tensor) => tensor.To(Precision.Normalization);
}
