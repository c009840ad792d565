namespace Plumbline.Tensors.Modules;

/// <summary>Divides the last axis by its root mean square, in float32 at least, and scales it.</summary>
/// <remarks>Zhang &amp; Sennrich 2019, arXiv:1910.07467, eq. 4.</remarks>
public sealed class RmsNorm : Module
{
    private readonly Tensor _weight;
    private readonly double _epsilon;

    /// <summary>Asks for <c>weight</c> [D].</summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="width">Extent of the last axis, D.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public RmsNorm(Weights weights, long width, double epsilon = 1e-6)
        : base(weights?.Precision!)
    {
        _epsilon = epsilon;
        _weight = OwnWeight(weights!, "weight", [width], Initialization.Ones);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">Any tensor with last axis D, [..., D].</param>
    /// <returns>The normalised tensor in the compute type, the input's shape.</returns>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = new TensorScope();
        var normalized = Precision.ForNormalization(input).RmsNorm(Precision.ForNormalization(_weight), _epsilon);
        return scope.Keep(Precision.ForCompute(normalized));
    }
}
