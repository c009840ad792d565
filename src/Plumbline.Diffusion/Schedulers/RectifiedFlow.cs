using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>
/// Rectified flow: straight paths from data to noise, x_t = (1 − t) x₀ + t ε, learned by their direction ε − x₀.
/// </summary>
/// <remarks>
/// Liu et al. 2022, arXiv:2209.03003; training times from a logit-normal distribution (Esser et al. 2024,
/// arXiv:2403.03206, section 3.1), shifted as in Open-Sora 1.2.
/// </remarks>
public sealed record RectifiedFlow
{
    /// <summary>Shift of training and sampling times towards noise, above 0; default 1, none.</summary>
    public double Shift { get; init; } = 1;

    /// <summary>Mean of the training times' logits before the shift; default 0.</summary>
    public double LogitMean { get; init; }

    /// <summary>Spread of the training times' logits before the shift, at least 0; default 1.</summary>
    public double LogitSpread { get; init; } = 1;

    /// <summary>Refuses options without meaning.</summary>
    /// <returns>The flow itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shift is not above 0, or the spread is negative.</exception>
    public RectifiedFlow Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Shift);
        ArgumentOutOfRangeException.ThrowIfNegative(LogitSpread);
        return this;
    }

    /// <summary>Draws noise shares to train at.</summary>
    /// <param name="count">How many, B.</param>
    /// <param name="generator">Draws them.</param>
    /// <returns>Shares between 0 and 1, float32[B].</returns>
    public Tensor DrawTimes(long count, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        using var scope = new TensorScope();
        var plain = (generator.Normal([count]) * LogitSpread + LogitMean).Sigmoid();
        return scope.Keep(plain * Shift / (plain * (Shift - 1) + 1));
    }

    /// <summary>Noises clean samples, each at its own share.</summary>
    /// <param name="clean">Clean samples x₀, [B, ...].</param>
    /// <param name="noise">Noise ε, the samples' shape.</param>
    /// <param name="times">Noise shares t, 0 to 1, [B].</param>
    /// <returns>(1 − t) x₀ + t ε, [B, ...].</returns>
    public static Tensor AddNoise(Tensor clean, Tensor noise, Tensor times)
    {
        ArgumentNullException.ThrowIfNull(clean);
        Shape.Require(times, "B");
        using var scope = new TensorScope();
        var share = times.Reshape([clean.Shape[0], .. Enumerable.Repeat(1L, clean.Rank - 1)]);   // [B, 1, ...]
        return scope.Keep((1 - share) * clean + share * noise);
    }

    /// <summary>What a perfect network would predict: the direction of the path.</summary>
    /// <param name="clean">Clean samples x₀.</param>
    /// <param name="noise">Noise ε, the samples' shape.</param>
    /// <returns>ε − x₀.</returns>
    public static Tensor Target(Tensor clean, Tensor noise) => noise - clean;

    /// <summary>The steps of a sampler: evenly spaced shares from 1 to 0, shifted.</summary>
    /// <param name="stepCount">How many steps, at least 1.</param>
    /// <returns>The plan; the network is told 1000 t.</returns>
    public SamplingPlan Plan(int stepCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepCount, 1);
        Validate();
        return SamplingPlan.OfFlow([.. Enumerable.Range(0, stepCount + 1)
            .Select(i => FlowShift.Apply(1 - i / (double)stepCount, Shift))]);
    }
}
