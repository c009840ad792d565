using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Convolution, pooling, and pixels moved between space and channels.</content>
public sealed partial class Tensor
{
    private static readonly Operator Convolution1d = new("aten::conv1d");
    private static readonly Operator Convolution2d = new("aten::conv2d");
    private static readonly Operator Convolution3d = new("aten::conv3d");
    private static readonly Operator TransposedConvolution2d = new("aten::conv_transpose2d", "input");
    private static readonly Operator TransposedConvolution3d = new("aten::conv_transpose3d", "input");
    private static readonly Operator AveragePooling2d = new("aten::avg_pool2d");
    private static readonly Operator AveragePooling3d = new("aten::avg_pool3d");
    private static readonly Operator MaximumPooling2d = new("aten::max_pool2d");
    private static readonly Operator AdaptivePooling2d = new("aten::adaptive_avg_pool2d");
    private static readonly Operator PixelShuffled = new("aten::pixel_shuffle");
    private static readonly Operator PixelUnshuffled = new("aten::pixel_unshuffle");
    private static readonly Operator ImageToColumns = new("aten::im2col");

    /// <summary>Convolution along one axis.</summary>
    /// <param name="weight">Kernel, [C_out, C / groups, K].</param>
    /// <param name="bias">Added per channel, [C_out]; none when absent.</param>
    /// <param name="options">Stride, padding, dilation, groups; all default when absent.</param>
    /// <returns>The result for an input [B, C, W]: [B, C_out, W'].</returns>
    public Tensor Conv1d(Tensor weight, Tensor? bias = null, ConvolutionOptions? options = null) =>
        Convolve(Convolution1d, weight, bias, options);

    /// <summary>Convolution over pictures.</summary>
    /// <param name="weight">Kernel, [C_out, C / groups, K_h, K_w].</param>
    /// <param name="bias">Added per channel, [C_out]; none when absent.</param>
    /// <param name="options">Stride, padding, dilation, groups; all default when absent.</param>
    /// <returns>The result for an input [B, C, H, W]: [B, C_out, H', W'].</returns>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, ConvolutionOptions? options = null) =>
        Convolve(Convolution2d, weight, bias, options);

    /// <summary>Convolution over clips.</summary>
    /// <param name="weight">Kernel, [C_out, C / groups, K_f, K_h, K_w].</param>
    /// <param name="bias">Added per channel, [C_out]; none when absent.</param>
    /// <param name="options">Stride, padding, dilation, groups; all default when absent.</param>
    /// <returns>The result for an input [B, C, F, H, W]: [B, C_out, F', H', W'].</returns>
    public Tensor Conv3d(Tensor weight, Tensor? bias = null, ConvolutionOptions? options = null) =>
        Convolve(Convolution3d, weight, bias, options);

    /// <summary>
    /// Transposed convolution over pictures: the gradient of <see cref="Conv2d"/> with respect to its input.
    /// </summary>
    /// <param name="weight">Kernel, [C, C_out / groups, K_h, K_w].</param>
    /// <param name="bias">Added per channel, [C_out]; none when absent.</param>
    /// <param name="options">
    /// Stride, padding, dilation, groups of the convolution that it transposes; all default when absent.
    /// </param>
    /// <param name="outputPadding">
    /// Rows and columns added at one end, where several input sizes give one output size.
    /// </param>
    /// <returns>The result for an input [B, C, H, W]: [B, C_out, H', W'].</returns>
    public Tensor ConvTranspose2d(
        Tensor weight, Tensor? bias = null, ConvolutionOptions? options = null, params long[] outputPadding) =>
        ConvolveTransposed(TransposedConvolution2d, weight, bias, options, outputPadding);

    /// <summary>
    /// Transposed convolution over clips: the gradient of <see cref="Conv3d"/> with respect to its input.
    /// </summary>
    /// <param name="weight">Kernel, [C, C_out / groups, K_f, K_h, K_w].</param>
    /// <param name="bias">Added per channel, [C_out]; none when absent.</param>
    /// <param name="options">
    /// Stride, padding, dilation, groups of the convolution that it transposes; all default when absent.
    /// </param>
    /// <param name="outputPadding">Extents added at one end, where several input sizes give one output size.</param>
    /// <returns>The result for an input [B, C, F, H, W]: [B, C_out, F', H', W'].</returns>
    public Tensor ConvTranspose3d(
        Tensor weight, Tensor? bias = null, ConvolutionOptions? options = null, params long[] outputPadding) =>
        ConvolveTransposed(TransposedConvolution3d, weight, bias, options, outputPadding);

    /// <summary>Mean over windows of pictures.</summary>
    /// <param name="window">Height and width of the window, or one number for both.</param>
    /// <param name="stride">Distance between windows; the window itself when absent.</param>
    /// <param name="padding">Zeros added at both ends, counted in the mean; none when absent.</param>
    /// <returns>The means, [B, C, H', W'].</returns>
    public Tensor AveragePool2d(long[] window, long[]? stride = null, long[]? padding = null) =>
        AveragePooling2d.Call(this, Integers(window), Integers(stride ?? window), Integers(padding ?? [0]));

    /// <summary>Mean over windows of clips.</summary>
    /// <param name="window">Frames, height and width of the window, or one number for all.</param>
    /// <param name="stride">Distance between windows; the window itself when absent.</param>
    /// <returns>The means, [B, C, F', H', W'].</returns>
    public Tensor AveragePool3d(long[] window, long[]? stride = null) =>
        AveragePooling3d.Call(this, Integers(window), Integers(stride ?? window));

    /// <summary>Largest element of windows of pictures.</summary>
    /// <param name="window">Height and width of the window, or one number for both.</param>
    /// <param name="stride">Distance between windows; the window itself when absent.</param>
    /// <param name="padding">Border that never wins; none when absent.</param>
    /// <returns>The maxima, [B, C, H', W'].</returns>
    public Tensor MaxPool2d(long[] window, long[]? stride = null, long[]? padding = null) =>
        MaximumPooling2d.Call(this, Integers(window), Integers(stride ?? window), Integers(padding ?? [0]));

    /// <summary>Mean over as many windows as the result has pixels.</summary>
    /// <param name="height">Height of the result.</param>
    /// <param name="width">Width of the result.</param>
    /// <returns>The means, [B, C, height, width].</returns>
    public Tensor AdaptiveAveragePool2d(long height, long width) =>
        AdaptivePooling2d.Call(this, Integers([height, width]));

    /// <summary>Spreads channels over pixels.</summary>
    /// <param name="factor">How many times larger the picture becomes along each axis.</param>
    /// <returns>[B, C / factor², H · factor, W · factor].</returns>
    public Tensor PixelShuffle(long factor) => PixelShuffled.Call(this, Integer(factor));

    /// <summary>Gathers pixels into channels.</summary>
    /// <param name="factor">How many times smaller the picture becomes along each axis.</param>
    /// <returns>[B, C · factor², H / factor, W / factor].</returns>
    public Tensor PixelUnshuffle(long factor) => PixelUnshuffled.Call(this, Integer(factor));

    /// <summary>Windows of pictures as columns.</summary>
    /// <param name="window">Height and width of the window.</param>
    /// <param name="options">Stride, padding and dilation; all default when absent.</param>
    /// <returns>[B, C · window area, window count].</returns>
    public Tensor Windows2d(long[] window, ConvolutionOptions? options = null)
    {
        var chosen = options ?? ConvolutionOptions.Default;
        return ImageToColumns.Call(
            this, Integers(window), Integers(Pair(chosen.Dilation)), Integers(Pair(chosen.Padding)),
            Integers(Pair(chosen.Stride)));
    }

    private static long[] Pair(long[] values) => values.Length == 1 ? [values[0], values[0]] : values;

    private Tensor Convolve(Operator convolution, Tensor weight, Tensor? bias, ConvolutionOptions? options)
    {
        var chosen = options ?? ConvolutionOptions.Default;
        return convolution.Call(
            this, weight, bias, Integers(chosen.Stride), Integers(chosen.Padding), Integers(chosen.Dilation),
            Integer(chosen.Groups));
    }

    private Tensor ConvolveTransposed(
        Operator convolution, Tensor weight, Tensor? bias, ConvolutionOptions? options, long[] outputPadding)
    {
        var chosen = options ?? ConvolutionOptions.Default;
        return convolution.Call(
            this,
            weight,
            bias,
            Integers(chosen.Stride),
            Integers(chosen.Padding),
            Integers(outputPadding.Length == 0 ? [0] : outputPadding),
            Integer(chosen.Groups),
            Integers(chosen.Dilation));
    }
}
