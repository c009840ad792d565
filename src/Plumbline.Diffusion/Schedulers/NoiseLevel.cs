using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>How much of a noised sample is signal and how much is noise: x = α x₀ + σ ε.</summary>
/// <param name="Alpha">Factor α of the clean sample, 0 to 1.</param>
/// <param name="Sigma">Factor σ of the noise, 0 to 1.</param>
/// <remarks>
/// One description for both families: variance preserving, α² + σ² = 1 (Ho et al. 2020, arXiv:2006.11239, eq. 4), and
/// rectified flow, α + σ = 1 (Liu et al. 2022, arXiv:2209.03003).
/// </remarks>
public readonly record struct NoiseLevel(double Alpha, double Sigma)
{
    /// <summary>The clean sample.</summary>
    public static NoiseLevel Clean { get; } = new(1, 0);

    /// <summary>
    /// Half the logarithm of the signal-to-noise ratio, λ = ln(α / σ); infinite at pure noise and at the clean sample.
    /// </summary>
    public double LogRatio => Math.Log(Alpha) - Math.Log(Sigma);

    /// <summary>The level of rectified flow at a noise share.</summary>
    /// <param name="sigma">Share of the noise, 0 to 1.</param>
    /// <returns>α = 1 − σ.</returns>
    public static NoiseLevel OfFlow(double sigma) => new(1 - sigma, sigma);

    /// <summary>The level of a variance-preserving process.</summary>
    /// <param name="cumulativeAlpha">Share of the signal's variance ᾱ, 0 to 1.</param>
    /// <returns>α = √ᾱ, σ = √(1 − ᾱ).</returns>
    public static NoiseLevel OfVariance(double cumulativeAlpha) =>
        new(Math.Sqrt(cumulativeAlpha), Math.Sqrt(1 - cumulativeAlpha));

    /// <summary>Mixes a clean sample with noise.</summary>
    /// <param name="clean">Clean sample x₀.</param>
    /// <param name="noise">Noise ε, the sample's shape.</param>
    /// <returns>α x₀ + σ ε.</returns>
    public Tensor Mix(Tensor clean, Tensor noise)
    {
        using var scope = new TensorScope();
        return scope.Keep(clean * Alpha + noise * Sigma);
    }

    /// <summary>The clean sample that a prediction implies.</summary>
    /// <param name="kind">What the network predicts.</param>
    /// <param name="sample">Noised sample x at this level.</param>
    /// <param name="prediction">The network's prediction, the sample's shape.</param>
    /// <returns>x̂₀.</returns>
    /// <exception cref="ArgumentException">
    /// Noise is predicted where no signal is left, or a flow off the straight path.
    /// </exception>
    public Tensor CleanFrom(PredictionKind kind, Tensor sample, Tensor prediction)
    {
        using var scope = new TensorScope();
        return scope.Keep(kind switch
        {
            PredictionKind.Sample => prediction.Share(),
            PredictionKind.Velocity => sample * Alpha - prediction * Sigma,
            PredictionKind.Flow when Math.Abs(Alpha + Sigma - 1) < 1e-6 => sample - prediction * Sigma,
            PredictionKind.Flow => throw new ArgumentException(
                $"Clean sample: expected α + σ = 1 for a flow prediction, got {Alpha:g6} and {Sigma:g6}. "
                + "Use a flow schedule."),
            PredictionKind.Noise when Alpha > 0 => (sample - prediction * Sigma) / Alpha,
            PredictionKind.Noise => throw new ArgumentException(
                "Clean sample: expected some signal for a noise prediction, got α = 0. "
                + "Use a schedule without zero terminal signal, or v-prediction."),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Clean sample: no such kind of prediction."),
        });
    }

    /// <summary>What a perfect network would predict.</summary>
    /// <param name="kind">What the network predicts.</param>
    /// <param name="clean">Clean sample x₀.</param>
    /// <param name="noise">Noise ε, the sample's shape.</param>
    /// <returns>The target at this level, the sample's shape.</returns>
    public Tensor Target(PredictionKind kind, Tensor clean, Tensor noise)
    {
        using var scope = new TensorScope();
        return scope.Keep(kind switch
        {
            PredictionKind.Noise => noise.Share(),
            PredictionKind.Sample => clean.Share(),
            PredictionKind.Velocity => noise * Alpha - clean * Sigma,
            PredictionKind.Flow => noise - clean,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Target: no such kind of prediction."),
        });
    }
}
