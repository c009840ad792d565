namespace Plumbline.Tensors.Optimizers;

/// <summary>Constants of <see cref="Muon"/>.</summary>
public sealed record MuonOptions
{
    /// <summary>Share of the mean of gradients that stays at each step, 0 to below 1; default 0.95.</summary>
    public double Momentum { get; init; } = 0.95;

    /// <summary>
    /// Share of each weight that vanishes per step and unit of learning rate, at least 0; default 0.01.
    /// </summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>
    /// Type of the Newton–Schulz steps, which forgive rounding; default the one in which the processor is fastest.
    /// </summary>
    public DType Compute { get; init; } = EngineReport.FastestCompute();

    /// <summary>Refuses constants without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant lies outside its range.</exception>
    public void Validate()
    {
        if (!(Momentum >= 0 && Momentum < 1))
            throw new ArgumentOutOfRangeException(
                nameof(Momentum), Momentum, "Muon.Momentum: expected a number from 0 to below 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
    }
}
