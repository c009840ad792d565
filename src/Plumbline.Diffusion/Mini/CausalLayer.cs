using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>A causal 3×3 convolution between tensors whose channels come last, optionally behind a norm.</summary>
/// <remarks>
/// Channels last, because a norm over channels then runs along memory and oneDNN's convolutions lose nothing by it.
/// Between convolutions everything is float32: on processors without AMX libtorch 1.13 computes SiLU and layer norm in
/// bfloat16 seven times more slowly than in float32, measured, which would eat what bfloat16 convolutions gain.
/// </remarks>
internal sealed class CausalLayer : Module
{
    private readonly CausalConv3d _convolution;
    private readonly Tensor? _scale;
    private readonly Tensor? _shift;
    private readonly long _inputChannels;

    /// <summary>
    /// Asks for <c>conv.weight</c>, <c>conv.bias</c> and, behind a norm, <c>norm.weight</c>, <c>norm.bias</c>.
    /// </summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the result.</param>
    /// <param name="frames">How many frames the kernel sees: this one and those before.</param>
    /// <param name="isNormed">Whether the input is normalised per position and passes SiLU first.</param>
    public CausalLayer(Weights weights, long inputChannels, long outputChannels, int frames, bool isNormed)
        : base(weights.Precision)
    {
        _inputChannels = inputChannels;
        if (isNormed)
        {
            _scale = OwnWeight(weights, "norm.weight", [inputChannels], Initialization.Ones);
            _shift = OwnWeight(weights, "norm.bias", [inputChannels], Initialization.Zeros);
        }

        _convolution = OwnPart("conv", new CausalConv3d(
            weights.At("conv"), inputChannels, outputChannels, (frames, 3, 3), CausalStart.Zeros));
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">[B, F, H, W, C].</param>
    /// <param name="memory">What went before in a stream; absent for a whole clip.</param>
    /// <returns>In the normalisation type, [B, F, H, W, C_out].</returns>
    public Tensor Forward(Tensor input, CausalMemory? memory)
    {
        using var scope = new TensorScope();
        var active = _scale is null
            ? input
            : input.LayerNorm(
                [_inputChannels], _scale.To(Precision.Normalization), _shift!.To(Precision.Normalization)).Silu();
        var channelsSecond = active.Permute(0, 4, 1, 2, 3);                                // [B, C, F, H, W]
        var output = memory is null ? _convolution.Forward(channelsSecond) : memory.Run(_convolution, channelsSecond);
        return scope.Keep(output.Permute(0, 2, 3, 4, 1).To(Precision.Normalization));
    }
}
