namespace Plumbline.Diffusion.Schedulers;

/// <summary>
/// Every step of a sampler, fixed before the first: times, noise levels, and what the network predicts.
/// </summary>
/// <remarks>
/// A plan holds no state, so one plan serves any number of samples. Steps usually continue each other; CogVideoX's do
/// not where the step count does not divide its thousand times.
/// </remarks>
public sealed record SamplingPlan
{
    /// <summary>Makes a plan of steps.</summary>
    /// <param name="prediction">What the network predicts.</param>
    /// <param name="steps">The steps, noisiest first, at least one.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    public SamplingPlan(PredictionKind prediction, IReadOnlyList<SamplingStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
            throw new ArgumentException("Sampling plan: expected at least one step, got none.", nameof(steps));
        Prediction = prediction;
        Steps = [.. steps];
    }

    /// <summary>What the network predicts.</summary>
    public PredictionKind Prediction { get; }

    /// <summary>The steps, noisiest first.</summary>
    public IReadOnlyList<SamplingStep> Steps { get; }

    /// <summary>A plan for rectified flow whose steps continue each other.</summary>
    /// <param name="sigmas">Noise shares, falling, one more than there are steps.</param>
    /// <param name="times">What the network is told at each step; 1000 σ when absent.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">There are not as many times as steps.</exception>
    public static SamplingPlan OfFlow(IReadOnlyList<double> sigmas, IReadOnlyList<double>? times = null)
    {
        ArgumentNullException.ThrowIfNull(sigmas);
        if (times is not null && times.Count != sigmas.Count - 1)
            throw new ArgumentException(
                $"Sampling plan: expected {sigmas.Count - 1} times, got {times.Count}.", nameof(times));
        return new(PredictionKind.Flow, [.. sigmas.SkipLast(1).Select((sigma, i) => new SamplingStep(
            times?[i] ?? 1000 * sigma, NoiseLevel.OfFlow(sigma), NoiseLevel.OfFlow(sigmas[i + 1])))]);
    }
}
