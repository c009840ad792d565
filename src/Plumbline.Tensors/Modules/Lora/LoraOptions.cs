namespace Plumbline.Tensors.Modules.Lora;

/// <summary>Size and strength of low-rank adapters.</summary>
public sealed record LoraOptions
{
    /// <summary>Rank of the change, at least 1; default 16.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>Strength, greater than 0: the change is scaled by alpha / rank; default 16.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Factor on the adapter's effect, alpha / rank.</summary>
    public double Scale => Alpha / Rank;

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is below 1 or alpha is not above 0.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rank, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Alpha);
    }
}
