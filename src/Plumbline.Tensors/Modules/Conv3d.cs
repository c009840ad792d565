using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Tensors.Modules;

/// <summary>Convolution over clips.</summary>
public sealed class Conv3d : AdaptableModule
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly ConvolutionOptions _options;

    /// <summary>Asks for <c>weight</c> [C_out, C / groups, K_f, K_h, K_w] and <c>bias</c> [C_out].</summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="inputChannels">Channels of the input, C.</param>
    /// <param name="outputChannels">Channels of the result, C_out.</param>
    /// <param name="kernel">Frames, height and width of the kernel, [K_f, K_h, K_w].</param>
    /// <param name="options">Stride, padding, dilation, groups; all default when absent.</param>
    /// <param name="bias">Whether a shift is added.</param>
    /// <param name="initialization">How fresh weights begin; torch's own choice when absent.</param>
    public Conv3d(
        Weights weights,
        long inputChannels,
        long outputChannels,
        (long Frames, long Height, long Width) kernel,
        ConvolutionOptions? options = null,
        BiasUse bias = BiasUse.Learned,
        Initialization? initialization = null)
        : base(weights?.Precision!)
    {
        _options = options ?? ConvolutionOptions.Default;
        var perGroup = inputChannels / _options.Groups;
        var begin = initialization ?? Initialization.FanIn(perGroup * kernel.Frames * kernel.Height * kernel.Width);
        _weight = OwnWeight(
            weights!, "weight", [outputChannels, perGroup, kernel.Frames, kernel.Height, kernel.Width], begin);
        if (bias == BiasUse.Learned)
            _bias = OwnWeight(weights!, "bias", [outputChannels], begin);
    }

    private protected override Tensor AdaptedWeight => _weight;

    /// <summary>Applies the layer, and the adapter where one is attached.</summary>
    /// <param name="input">Clips, [B, C, F, H, W].</param>
    /// <returns>The result in the compute type, [B, C_out, F', H', W'].</returns>
    public override Tensor Forward(Tensor input)
    {
        Shape.Require(input, "B,C,F,H,W");
        using var scope = new TensorScope();
        var computed = Precision.ForCompute(input);
        var output = computed.Conv3d(
            Precision.ForCompute(_weight), _bias is null ? null : Precision.ForCompute(_bias), _options);
        return scope.Keep(WithAdapter(computed, output));
    }

    private protected override (AdaptableModule Down, AdaptableModule Up) NewAdapter(Weights weights, long rank)
    {
        if (_options.Groups != 1)
            throw new NotSupportedException(
                $"Attach adapter: expected a convolution of one group, got {_options.Groups}.");
        var kernel = (_weight.Shape[2], _weight.Shape[3], _weight.Shape[4]);
        return (
            new Conv3d(weights.At("lora_A"), _weight.Shape[1], rank, kernel, _options, BiasUse.None),
            new Conv3d(
                weights.At("lora_B"), rank, _weight.Shape[0], (1, 1, 1), null, BiasUse.None, Initialization.Zeros));
    }
}
