using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Constants of a <see cref="DiffusionSchedule"/>.</summary>
public sealed record DiffusionScheduleOptions
{
    /// <summary>What the network predicts; default the noise.</summary>
    public PredictionKind Prediction { get; init; } = PredictionKind.Noise;

    /// <summary>How many times there are, at least 2; default 1000.</summary>
    public int TimeCount { get; init; } = 1000;

    /// <summary>How the noise of a single time step grows; default <see cref="BetaCurve.Linear"/>.</summary>
    public BetaCurve Curve { get; init; } = BetaCurve.Linear;

    /// <summary>Variance of the noise added at the first time, 0 to 1; default 1e-4.</summary>
    public double FirstBeta { get; init; } = 1e-4;

    /// <summary>Variance of the noise added at the last time, 0 to 1; default 0.02.</summary>
    public double LastBeta { get; init; } = 0.02;

    /// <summary>Divides the signal-to-noise ratio at every time, above 0; default 1.</summary>
    public double SignalToNoiseDivisor { get; init; } = 1;

    /// <summary>Whether the process is stretched so that no signal is left at the last time; default no.</summary>
    public bool ZeroTerminalSignal { get; init; }

    /// <summary>
    /// Whether the last sampling step leads to the clean sample, or to the level of time 0; default it does.
    /// </summary>
    public bool EndsClean { get; init; } = true;

    /// <summary>How sampling times are spaced; default <see cref="StepSpacing.Leading"/>.</summary>
    public StepSpacing Spacing { get; init; } = StepSpacing.Leading;

    /// <summary>Added to sampling times under leading spacing; default 0.</summary>
    public int StepsOffset { get; init; }

    /// <summary>CogVideoX: v-prediction, zero terminal signal.</summary>
    /// <param name="signalToNoiseDivisor">3 for the 2B model, 1 for the 5B models.</param>
    /// <param name="spacing">How sampling times are spaced.</param>
    /// <returns>The constants.</returns>
    public static DiffusionScheduleOptions CogVideoX(
        double signalToNoiseDivisor = 1, StepSpacing spacing = StepSpacing.Trailing) => new()
        {
            Prediction = PredictionKind.Velocity,
            Curve = BetaCurve.ScaledLinear,
            FirstBeta = 0.00085,
            LastBeta = 0.012,
            SignalToNoiseDivisor = signalToNoiseDivisor,
            ZeroTerminalSignal = true,
            Spacing = spacing,
        };

    /// <summary>Refuses constants without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant lies outside its range.</exception>
    /// <exception cref="ArgumentException">
    /// A flow or, where no signal is left, the noise is to be predicted.
    /// </exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(TimeCount, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SignalToNoiseDivisor);
        ArgumentOutOfRangeException.ThrowIfNegative(FirstBeta);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(LastBeta, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(StepsOffset);
        if (Prediction == PredictionKind.Flow)
            throw new ArgumentException(
                "Diffusion schedule: expected noise, sample or velocity to be predicted, got Flow. Use RectifiedFlow.");
        if (Prediction == PredictionKind.Noise && ZeroTerminalSignal)
            throw new ArgumentException(
                "Diffusion schedule: expected some signal at the last time for a noise prediction, got none. "
                + "Predict the velocity.");
    }

    /// <summary>ᾱ at each time.</summary>
    /// <remarks>
    /// The reference computes in single precision, but for the scaled-linear curve; 1 − ᾱ at early times, and all that
    /// is noised there, depends on it.
    /// </remarks>
    internal double[] CumulativeAlphas()
    {
        using var scope = new TensorScope();
        double[] betas = [.. Enumerable.Range(0, TimeCount).Select(Beta)];
        var precision = Curve == BetaCurve.ScaledLinear ? DType.Float64 : DType.Float32;
        var cumulative = (1 - Tensor.From<double>(betas, [TimeCount], Device.Cpu).To(precision)).CumProd(0);
        if (SignalToNoiseDivisor != 1)
            cumulative /= cumulative * (1 - SignalToNoiseDivisor) + SignalToNoiseDivisor;
        if (ZeroTerminalSignal)
        {
            // √ᾱ is moved so that it ends at 0 and scaled so that it begins where it did.
            var root = cumulative.Sqrt();
            var (first, last) = (root.Select(0, 0), root.Select(0, -1));
            cumulative = ((root - last) * (first / (first - last))).Square();
        }

        return cumulative.To(DType.Float64).ToArray<double>();
    }

    private double Beta(int time)
    {
        var share = (double)time / (TimeCount - 1);
        switch (Curve)
        {
            case BetaCurve.Linear:
                return FirstBeta + (LastBeta - FirstBeta) * share;
            case BetaCurve.ScaledLinear:
                var root = Math.Sqrt(FirstBeta) + (Math.Sqrt(LastBeta) - Math.Sqrt(FirstBeta)) * share;
                return root * root;
            case BetaCurve.SquaredCosine:
                // Nichol & Dhariwal 2021, arXiv:2102.09672, eq. 17; the last times are capped as there.
                return Math.Min(1 - Cosine(time + 1) / Cosine(time), 0.999);
            default:
                throw new InvalidOperationException($"Beta: {Curve} is no curve.");
        }
    }

    private double Cosine(int time)
    {
        var cosine = Math.Cos(((double)time / TimeCount + 0.008) / 1.008 * Math.PI / 2);
        return cosine * cosine;
    }
}
