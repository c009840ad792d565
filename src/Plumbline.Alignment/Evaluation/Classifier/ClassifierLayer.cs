using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Evaluation;

/// <summary>A convolution over clips whose channels come last, optionally behind a norm and SiLU.</summary>
/// <remarks>
/// Channels last and float32 between convolutions, for the reasons measured in <c>docs/mini-autoencoder.md</c>.
/// </remarks>
internal sealed class ClassifierLayer : Module
{
    private readonly Conv3d _convolution;
    private readonly Tensor? _scale;
    private readonly Tensor? _shift;
    private readonly long _inputChannels;

    /// <summary>
    /// Asks for <c>conv.weight</c>, <c>conv.bias</c> and, behind a norm, <c>norm.weight</c>, <c>norm.bias</c>.
    /// </summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the result.</param>
    /// <param name="kernel">Odd extents; the result has the input's size.</param>
    /// <param name="isNormed">Whether the input is normalised per position and passes SiLU first.</param>
    public ClassifierLayer(
        Weights weights, long inputChannels, long outputChannels, (long Frames, long Height, long Width) kernel,
        bool isNormed)
        : base(weights.Precision)
    {
        _inputChannels = inputChannels;
        if (isNormed)
        {
            _scale = OwnWeight(weights, "norm.weight", [inputChannels], Initialization.Ones);
            _shift = OwnWeight(weights, "norm.bias", [inputChannels], Initialization.Zeros);
        }

        var options = new ConvolutionOptions { Padding = [kernel.Frames / 2, kernel.Height / 2, kernel.Width / 2] };
        _convolution = OwnPart("conv", new Conv3d(weights.At("conv"), inputChannels, outputChannels, kernel, options));
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">[B, T, h, w, C].</param>
    /// <returns>In the normalisation type, [B, T, h, w, C_out].</returns>
    public Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var active = _scale is null
            ? input
            : input.LayerNorm(
                [_inputChannels], _scale.To(Precision.Normalization), _shift!.To(Precision.Normalization)).Silu();
        var output = _convolution.Forward(active.Permute(0, 4, 1, 2, 3));             // [B, C_out, T, h, w]
        return scope.Keep(output.Permute(0, 2, 3, 4, 1).To(Precision.Normalization));
    }
}
