namespace Plumbline.Tensors.Modules;

/// <summary>How a weight begins when it comes from no checkpoint.</summary>
public sealed record Initialization
{
    private readonly Func<Shape, Generator, Tensor> _draw;

    private Initialization(Func<Shape, Generator, Tensor> draw) => _draw = draw;

    /// <summary>Zeros, as for shifts and for projections that begin silent.</summary>
    public static Initialization Zeros { get; } = Constant(0);

    /// <summary>Ones, as for scales.</summary>
    public static Initialization Ones { get; } = Constant(1);

    /// <summary>One value everywhere.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The initialisation.</returns>
    public static Initialization Constant(double value) =>
        new((shape, generator) => Tensor.Full(shape, value, DType.Float32, generator.Device));

    /// <summary>A normal distribution around 0.</summary>
    /// <param name="standardDeviation">Its spread, at least 0.</param>
    /// <returns>The initialisation.</returns>
    public static Initialization Normal(double standardDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        return new((shape, generator) => generator.Normal(shape) * standardDeviation);
    }

    /// <summary>Evenly from −bound to bound.</summary>
    /// <param name="bound">The largest magnitude, at least 0.</param>
    /// <returns>The initialisation.</returns>
    public static Initialization Uniform(double bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        return new((shape, generator) => (generator.Uniform(shape) * 2 - 1) * bound);
    }

    /// <summary>
    /// Evenly within ±1 / √fan, torch's own choice for linear and convolution weights and their shifts.
    /// </summary>
    /// <param name="inputsPerOutput">How many inputs each output sums over, the fan.</param>
    /// <returns>The initialisation.</returns>
    /// <remarks>
    /// He et al. 2015, arXiv:1502.01852, with the gain for a leaky slope of √5 as torch.nn.Linear uses it.
    /// </remarks>
    public static Initialization FanIn(long inputsPerOutput)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputsPerOutput, 1);
        return Uniform(1 / Math.Sqrt(inputsPerOutput));
    }

    internal Tensor Draw(Shape shape, Generator generator, DType dtype)
    {
        using var scope = new TensorScope();
        return scope.Keep(_draw(shape, generator).To(dtype));
    }
}
