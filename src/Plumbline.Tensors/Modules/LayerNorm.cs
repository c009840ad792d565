namespace Plumbline.Tensors.Modules;

/// <summary>Normalises the last axis to mean 0 and variance 1, in the policy's normalisation type.</summary>
/// <remarks>Ba, Kiros &amp; Hinton 2016, arXiv:1607.06450, eq. 4.</remarks>
public sealed class LayerNorm : Module
{
    private readonly Tensor? _weight;
    private readonly Tensor? _bias;
    private readonly long _width;
    private readonly double _epsilon;

    /// <summary>Asks for <c>weight</c> [D] and <c>bias</c> [D] where they are learned.</summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="width">Extent of the last axis, D.</param>
    /// <param name="affine">Which of scale and shift are learned.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LayerNorm(Weights weights, long width, AffineUse affine = AffineUse.ScaleAndShift, double epsilon = 1e-5)
        : base(weights?.Precision!)
    {
        _width = width;
        _epsilon = epsilon;
        if (affine != AffineUse.None)
            _weight = OwnWeight(weights!, "weight", [width], Initialization.Ones);
        if (affine == AffineUse.ScaleAndShift)
            _bias = OwnWeight(weights!, "bias", [width], Initialization.Zeros);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">Any tensor with last axis D, [..., D].</param>
    /// <returns>The normalised tensor in the compute type, the input's shape.</returns>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = new TensorScope();
        var normalized = Precision.ForNormalization(input).LayerNorm(
            [_width],
            _weight is null ? null : Precision.ForNormalization(_weight),
            _bias is null ? null : Precision.ForNormalization(_bias),
            _epsilon);
        return scope.Keep(Precision.ForCompute(normalized));
    }
}
