namespace Plumbline.Alignment.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Steps until the learning rate has fallen to its floor, at least 1; default 10,000.</summary>
    public long Steps { get; init; } = 10_000;

    /// <summary>Samples in one forward pass, at least 1; default 4.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Forward passes whose gradients make one step, at least 1; default 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The highest learning rate, above 0; default 3e-4.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>
    /// The highest learning rate of the hidden weight matrices, above 0, which are then trained by Muon; when absent,
    /// AdamW trains them like everything else.
    /// </summary>
    public double? MatrixLearningRate { get; init; }

    /// <summary>
    /// Steps over which the rate rises from 0, at least 0; default 100. Where they are not fewer than
    /// <see cref="Steps"/>, the run ends on the rise.
    /// </summary>
    public long WarmupSteps { get; init; } = 100;

    /// <summary>The rate at the last step as a share of the highest, 0 to 1; default 0.05.</summary>
    public double LearningRateFloor { get; init; } = 0.05;

    /// <summary>See AdamW and Muon; default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>AdamW's decay of squared gradients, below 1; default 0.99.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>Longest gradient that is not shortened, above 0; default 1.</summary>
    public double MaximumGradientNorm { get; init; } = 1;

    /// <summary>Decay of the averaged weights, below 1; default 0.999.</summary>
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>Names every random number of the run; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Steps between two lines of the log, at least 1; default 10.</summary>
    public int LogEverySteps { get; init; } = 10;

    /// <summary>Steps between two inspections, at least 1; default 500.</summary>
    public int InspectEverySteps { get; init; } = 500;

    /// <summary>Time between two saved states, above 0; default 3 minutes.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Samples that may wait, made ahead, at least 1; default 16.</summary>
    public int SamplesAhead { get; init; } = 16;

    /// <summary>Samples of one step.</summary>
    public int SamplesPerStep => BatchSize * Accumulation;

    /// <summary>What must be the same for a saved run to be continued, by name; the steps may be extended.</summary>
    internal IReadOnlyDictionary<string, string> Identity => new Dictionary<string, string>
    {
        [nameof(BatchSize)] = FormattableString.Invariant($"{BatchSize}"),
        [nameof(Accumulation)] = FormattableString.Invariant($"{Accumulation}"),
        [nameof(LearningRate)] = FormattableString.Invariant($"{LearningRate:R}"),
        [nameof(MatrixLearningRate)] = FormattableString.Invariant($"{MatrixLearningRate:R}"),
        [nameof(WarmupSteps)] = FormattableString.Invariant($"{WarmupSteps}"),
        [nameof(LearningRateFloor)] = FormattableString.Invariant($"{LearningRateFloor:R}"),
        [nameof(WeightDecay)] = FormattableString.Invariant($"{WeightDecay:R}"),
        [nameof(Beta2)] = FormattableString.Invariant($"{Beta2:R}"),
        [nameof(MaximumGradientNorm)] = FormattableString.Invariant($"{MaximumGradientNorm:R}"),
        [nameof(AverageDecay)] = FormattableString.Invariant($"{AverageDecay:R}"),
        [nameof(Seed)] = FormattableString.Invariant($"{Seed}"),
    };

    /// <summary>The same training from its first step on, in another number of steps.</summary>
    /// <param name="steps">How many.</param>
    /// <returns>The options, with a warm-up that ends before the last step.</returns>
    public TrainingOptions Lasting(long steps) =>
        this with { Steps = steps, WarmupSteps = Math.Min(WarmupSteps, Math.Max(0, steps - 1)) };

    /// <summary>The same training at another rate.</summary>
    /// <param name="highest">The highest learning rate.</param>
    /// <returns>The options; that of hidden matrices changes by the same factor.</returns>
    public TrainingOptions AtRate(double highest) =>
        this with { LearningRate = highest, MatrixLearningRate = MatrixLearningRate * (highest / LearningRate) };

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Accumulation, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        if (MatrixLearningRate is { } matrixRate)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(matrixRate, nameof(MatrixLearningRate));
        ArgumentOutOfRangeException.ThrowIfNegative(WarmupSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumGradientNorm);
        ArgumentOutOfRangeException.ThrowIfLessThan(LogEverySteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(InspectEverySteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SaveEvery, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(SamplesAhead, 1);
    }
}
