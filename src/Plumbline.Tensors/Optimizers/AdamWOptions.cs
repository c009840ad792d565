namespace Plumbline.Tensors.Optimizers;

/// <summary>Constants of <see cref="AdamW"/>.</summary>
public sealed record AdamWOptions
{
    /// <summary>Decay of the mean of gradients, 0 to 1; default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients, 0 to 1; default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square, greater than 0; default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// Share of each weight that vanishes per step and unit of learning rate, at least 0; default 0.01.
    /// </summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Refuses constants without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant lies outside its range.</exception>
    public void Validate()
    {
        ThrowUnlessShare(Beta1, nameof(Beta1));
        ThrowUnlessShare(Beta2, nameof(Beta2));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
    }

    private static void ThrowUnlessShare(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"AdamW.{name}: expected a number from 0 to below 1.");
    }
}
