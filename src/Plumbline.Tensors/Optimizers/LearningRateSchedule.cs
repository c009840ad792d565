namespace Plumbline.Tensors.Optimizers;

/// <summary>The learning rate of each step, a pure function of its number.</summary>
public sealed record LearningRateSchedule
{
    private readonly Func<double, double> _decay;

    private LearningRateSchedule(double peak, long warmupSteps, long totalSteps, Func<double, double> decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(peak);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(totalSteps, warmupSteps);
        Peak = peak;
        WarmupSteps = warmupSteps;
        TotalSteps = totalSteps;
        _decay = decay;
    }

    /// <summary>The highest rate, reached after the warm-up.</summary>
    public double Peak { get; }

    /// <summary>Steps over which the rate rises evenly from 0 to the peak.</summary>
    public long WarmupSteps { get; }

    /// <summary>The step at which the decay ends; long.MaxValue when there is none.</summary>
    public long TotalSteps { get; }

    /// <summary>One rate throughout, after the warm-up.</summary>
    /// <param name="peak">The rate.</param>
    /// <param name="warmupSteps">Steps over which it rises from 0.</param>
    /// <returns>The schedule.</returns>
    public static LearningRateSchedule Constant(double peak, long warmupSteps = 0) =>
        new(peak, warmupSteps, long.MaxValue, _ => 1);

    /// <summary>An even fall from the peak to 0.</summary>
    /// <param name="peak">The highest rate.</param>
    /// <param name="warmupSteps">Steps over which the rate rises from 0.</param>
    /// <param name="totalSteps">The step at which it is 0 again.</param>
    /// <returns>The schedule.</returns>
    public static LearningRateSchedule Linear(double peak, long warmupSteps, long totalSteps) =>
        new(peak, warmupSteps, totalSteps, progress => 1 - progress);

    /// <summary>A fall along half a cosine from the peak to a floor.</summary>
    /// <param name="peak">The highest rate.</param>
    /// <param name="warmupSteps">Steps over which the rate rises from 0.</param>
    /// <param name="totalSteps">The step at which the floor is reached.</param>
    /// <param name="floorShare">The floor as a share of the peak, 0 to 1.</param>
    /// <returns>The schedule.</returns>
    /// <remarks>Loshchilov &amp; Hutter 2017, arXiv:1608.03983, eq. 5, without restarts.</remarks>
    public static LearningRateSchedule Cosine(double peak, long warmupSteps, long totalSteps, double floorShare = 0)
    {
        if (!(floorShare >= 0 && floorShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(floorShare), floorShare, "Expected a share from 0 to 1.");
        return new(
            peak, warmupSteps, totalSteps,
            progress => floorShare + (1 - floorShare) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }

    /// <summary>The rate of one step.</summary>
    /// <param name="step">Number of the step, from 0.</param>
    /// <returns>The rate, 0 to <see cref="Peak"/>; from the last step on it stays where it ended.</returns>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step < WarmupSteps)
            return Peak * step / WarmupSteps;
        var progress = (double)(step - WarmupSteps) / (TotalSteps - WarmupSteps);
        return Peak * _decay(Math.Min(progress, 1));
    }
}
