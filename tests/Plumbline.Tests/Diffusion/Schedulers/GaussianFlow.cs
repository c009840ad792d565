using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Tests.Diffusion.Schedulers;

/// <summary>
/// Data from one normal distribution, for which the best possible network and every path are known in closed form.
/// </summary>
internal sealed record GaussianFlow(double Mean, double Spread)
{
    /// <summary>The best estimate of the clean sample, E[x₀ | x] = μ + α s² / (α² s² + σ²) (x − α μ).</summary>
    public Tensor Clean(NoiseLevel level, Tensor sample) =>
        (sample - level.Alpha * Mean) * (level.Alpha * Spread * Spread / Variance(level)) + Mean;

    /// <summary>The best prediction of a kind at a level.</summary>
    public Tensor Predict(PredictionKind kind, NoiseLevel level, Tensor sample)
    {
        var noise = (sample - level.Alpha * Mean) * (level.Sigma / Variance(level));
        return level.Target(kind, Clean(level, sample), noise);
    }

    /// <summary>Where the deterministic path from a sample at one level passes another level.</summary>
    public Tensor Follow(NoiseLevel from, NoiseLevel to, Tensor sample) =>
        (sample - from.Alpha * Mean) * Math.Sqrt(Variance(to) / Variance(from)) + to.Alpha * Mean;

    private double Variance(NoiseLevel level) =>
        level.Alpha * level.Alpha * Spread * Spread + level.Sigma * level.Sigma;
}
