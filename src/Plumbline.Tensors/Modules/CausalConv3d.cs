namespace Plumbline.Tensors.Modules;

/// <summary>Convolution over clips in which no frame sees a later one.</summary>
/// <remarks>
/// Yu et al. 2023, arXiv:2310.05737, section 3.1. A long clip can be run in pieces: what <see cref="History"/> cuts
/// from one piece goes into the next, and the pieces together equal the whole.
/// </remarks>
public sealed class CausalConv3d : Module
{
    private readonly Conv3d _convolution;
    private readonly long[] _spatialBorder;
    private readonly CausalStart _start;

    /// <summary>
    /// Asks for <c>weight</c> [C_out, C, K_f, K_h, K_w] and <c>bias</c> [C_out], below a name when one is given.
    /// </summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="inputChannels">Channels of the input, C.</param>
    /// <param name="outputChannels">Channels of the result, C_out.</param>
    /// <param name="kernel">Frames, height and width of the kernel; height and width odd.</param>
    /// <param name="start">What stands before the first frame.</param>
    /// <param name="stride">Distance between positions along frames, height and width; 1 when absent.</param>
    /// <param name="innerName">
    /// Name under which the file keeps the kernel, such as <c>conv</c>; none when absent.
    /// </param>
    public CausalConv3d(
        Weights weights,
        long inputChannels,
        long outputChannels,
        (long Frames, long Height, long Width) kernel,
        CausalStart start,
        (long Frames, long Height, long Width)? stride = null,
        string? innerName = null)
        : base(weights?.Precision!)
    {
        _start = start;
        HistoryLength = kernel.Frames - 1;
        _spatialBorder = [kernel.Width / 2, kernel.Width / 2, kernel.Height / 2, kernel.Height / 2, 0, 0];
        var steps = stride ?? (1, 1, 1);
        var options = new ConvolutionOptions { Stride = [steps.Frames, steps.Height, steps.Width] };
        _convolution = new(
            innerName is null ? weights! : weights!.At(innerName), inputChannels, outputChannels, kernel, options);
        OwnPart(innerName ?? "", _convolution);
    }

    /// <summary>How many earlier frames the first one looks at, K_f − 1.</summary>
    public long HistoryLength { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">Clips, [B, C, F, H, W].</param>
    /// <param name="history">
    /// The frames before, [B, C, <see cref="HistoryLength"/>, H, W]; the clip begins here when absent.
    /// </param>
    /// <returns>The result in the compute type, [B, C_out, F', H', W'].</returns>
    public Tensor Forward(Tensor input, Tensor? history = null)
    {
        Shape.Require(input, "B,C,F,H,W");
        if (history is not null)
            Shape.Require(
                history, $"{input.Shape[0]},{input.Shape[1]},{HistoryLength},{input.Shape[3]},{input.Shape[4]}");
        using var scope = new TensorScope();
        var computed = Precision.ForCompute(input);
        var extended = HistoryLength == 0 ? computed : Extended(computed, history);   // [B, C, K_f − 1 + F, H, W]
        return scope.Keep(_convolution.Forward(extended.Pad(_spatialBorder)));
    }

    /// <summary>The frames that the piece after this one must be given.</summary>
    /// <param name="input">This piece, [B, C, F, H, W].</param>
    /// <param name="history">What this piece was given; absent for the first.</param>
    /// <returns>Its last frames, [B, C, <see cref="HistoryLength"/>, H, W].</returns>
    public Tensor History(Tensor input, Tensor? history = null)
    {
        Shape.Require(input, "B,C,F,H,W");
        using var scope = new TensorScope();
        var extended = Extended(Precision.ForCompute(input), history);
        var frameCount = extended.Shape[2];
        return scope.Keep(extended.Slice(2, frameCount - HistoryLength).Clone());
    }

    private Tensor Extended(Tensor input, Tensor? history)
    {
        if (history is not null)
            return Tensor.Concat([Precision.ForCompute(history), input], 2);
        if (_start == CausalStart.Zeros)
            return input.Pad([0, 0, 0, 0, HistoryLength, 0]);
        var first = input.Slice(2, 0, 1).Expand(-1, -1, HistoryLength, -1, -1);
        return Tensor.Concat([first, input], 2);
    }
}
