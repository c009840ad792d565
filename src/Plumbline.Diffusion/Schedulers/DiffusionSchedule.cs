using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>A variance-preserving noise process at whole times, with the sampling steps of published models.</summary>
/// <remarks>
/// Ho et al. 2020, arXiv:2006.11239; zero terminal signal: Lin et al. 2023, arXiv:2305.08891, algorithm 1; shift of the
/// signal-to-noise ratio before it, as CogVideoX. Checked against huggingface/diffusers 58eb52c,
/// CogVideoXDDIMScheduler.
/// </remarks>
public sealed class DiffusionSchedule
{
    private readonly DiffusionScheduleOptions _options;
    private readonly double[] _cumulativeAlphas;

    /// <summary>Computes the process.</summary>
    /// <param name="options">Its constants.</param>
    public DiffusionSchedule(DiffusionScheduleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _cumulativeAlphas = options.CumulativeAlphas();
    }

    /// <summary>What the network predicts.</summary>
    public PredictionKind Prediction => _options.Prediction;

    /// <summary>Share of the signal's variance ᾱ at each time, falling from about 1.</summary>
    public IReadOnlyList<double> CumulativeAlphas => _cumulativeAlphas;

    /// <summary>The noise level at a time.</summary>
    /// <param name="time">A whole time, from 0 to the last one.</param>
    /// <returns>The level.</returns>
    public NoiseLevel At(int time) => NoiseLevel.OfVariance(_cumulativeAlphas[time]);

    /// <summary>Noises clean samples, each at its own time, in the samples' type.</summary>
    /// <param name="clean">Clean samples x₀, [B, ...].</param>
    /// <param name="noise">Noise ε, the samples' shape and type.</param>
    /// <param name="times">Whole times, int64[B].</param>
    /// <returns>√ᾱ x₀ + √(1 − ᾱ) ε, [B, ...].</returns>
    /// <remarks>ᾱ is rounded to the samples' type before its root is taken, as the reference does.</remarks>
    public Tensor AddNoise(Tensor clean, Tensor noise, Tensor times)
    {
        using var scope = new TensorScope();
        var (alpha, sigma) = Factors(clean, times);
        return scope.Keep(alpha * clean + sigma * noise);
    }

    /// <summary>What a perfect network would predict, each sample at its own time, in the samples' type.</summary>
    /// <param name="clean">Clean samples x₀, [B, ...].</param>
    /// <param name="noise">Noise ε, the samples' shape and type.</param>
    /// <param name="times">Whole times, int64[B].</param>
    /// <returns>The target, [B, ...].</returns>
    public Tensor Target(Tensor clean, Tensor noise, Tensor times)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = new TensorScope();
        if (Prediction != PredictionKind.Velocity)
            return scope.Keep(Prediction == PredictionKind.Sample ? clean.Share() : noise.Share());
        return scope.Keep(Velocity(clean, noise, times));
    }

    /// <summary>v = √ᾱ ε − √(1 − ᾱ) x₀, each sample at its own time, in the samples' type.</summary>
    /// <param name="clean">Clean samples x₀, [B, ...].</param>
    /// <param name="noise">Noise ε, the samples' shape and type.</param>
    /// <param name="times">Whole times, int64[B].</param>
    /// <returns>v, [B, ...].</returns>
    public Tensor Velocity(Tensor clean, Tensor noise, Tensor times)
    {
        using var scope = new TensorScope();
        var (alpha, sigma) = Factors(clean, times);
        return scope.Keep(alpha * noise - sigma * clean);
    }

    /// <summary>The whole times at which a sampler asks the network.</summary>
    /// <param name="stepCount">How many steps, from 1 to the number of times.</param>
    /// <returns>Times, falling.</returns>
    public IReadOnlyList<int> Times(int stepCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepCount, 1);
        var last = _options.TimeCount;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stepCount, last);
        var ratio = last / stepCount;
        return _options.Spacing switch
        {
            StepSpacing.EndToEnd => [.. Spacing.Even(0, last - 1, stepCount).Reverse().Select(Round)],
            StepSpacing.Leading =>
                [.. Enumerable.Range(0, stepCount).Reverse().Select(i => i * ratio + _options.StepsOffset)],
            // The count of a range in floating point, as numpy has it: it may be one more than asked for.
            StepSpacing.Trailing => [.. Enumerable.Range(0, (int)Math.Ceiling(-last / (-(double)last / stepCount)))
                .Select(i => Round(last - i * ((double)last / stepCount)) - 1)],
            _ => throw new InvalidOperationException($"Times: {_options.Spacing} is no spacing."),
        };

        // Halves go to the even neighbour, as numpy rounds.
        static int Round(double time) => (int)Math.Round(time, MidpointRounding.ToEven);
    }

    /// <summary>The steps of a sampler; each leads back by the whole part of times over steps.</summary>
    /// <param name="stepCount">How many steps, from 1 to the number of times.</param>
    /// <returns>The plan.</returns>
    public SamplingPlan Plan(int stepCount) => new(Prediction, [.. Times(stepCount).Select(time =>
    {
        var next = time - _options.TimeCount / stepCount;
        var end = _options.EndsClean ? NoiseLevel.Clean : At(0);
        return new SamplingStep(time, At(time), next >= 0 ? At(next) : end) { ReachesEnd = next < 0 };
    })]);

    private (Tensor Alpha, Tensor Sigma) Factors(Tensor clean, Tensor times)
    {
        ArgumentNullException.ThrowIfNull(clean);
        Shape.Require(times, "B");
        var table = Tensor.From<double>(_cumulativeAlphas, [_cumulativeAlphas.Length], clean.Device).To(clean.DType);
        var cumulative = table.IndexSelect(0, times)
            .Reshape([clean.Shape[0], .. Enumerable.Repeat(1L, clean.Rank - 1)]);   // [B, 1, ...]
        return (cumulative.Sqrt(), (1 - cumulative).Sqrt());
    }
}
