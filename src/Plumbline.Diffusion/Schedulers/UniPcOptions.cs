namespace Plumbline.Diffusion.Schedulers;

/// <summary>Order and form of a <see cref="UniPcSampler"/>.</summary>
public sealed record UniPcOptions
{
    /// <summary>Order of the predictor, 1 to 3; the corrector adds one. Default 2.</summary>
    public int Order { get; init; } = 2;

    /// <summary>
    /// The function B(h) by which differences are weighted; default <see cref="UniPcWeight.Exponential"/>.
    /// </summary>
    public UniPcWeight Weight { get; init; } = UniPcWeight.Exponential;

    /// <summary>
    /// Whether the last steps lower their order so that they look no further ahead than the plan; default yes.
    /// </summary>
    public FinalOrder Final { get; init; } = FinalOrder.Lowered;

    /// <summary>
    /// Positions of the steps after which the sample is left as predicted, from 0; default none. Correcting after the
    /// first steps can hurt at strong guidance.
    /// </summary>
    public IReadOnlyList<int> UncorrectedAfter { get; init; } = [];

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1, 2 or 3.</exception>
    public void Validate()
    {
        if (Order is < 1 or > 3)
            throw new ArgumentOutOfRangeException(nameof(Order), Order, "UniPC order: expected 1, 2 or 3.");
    }
}
