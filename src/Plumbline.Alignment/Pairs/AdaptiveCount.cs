namespace Plumbline.Alignment.Pairs;

/// <summary>How many candidates a prompt gets when that depends on what was found in the first ones.</summary>
/// <remarks>
/// A prompt whose pair is clear gets no more; one that has none when its usual number is made gets more. Needs the
/// judge while candidates are made.
/// </remarks>
public sealed record AdaptiveCount
{
    /// <summary>Candidates that every prompt gets, at least 2; 3 by default.</summary>
    public int Least { get; init; } = 3;

    /// <summary>Candidates that a prompt without a pair gets at most; 8 by default.</summary>
    public int Most { get; init; } = 8;

    /// <summary>The margin of a pair that is clear, points; 20 by default.</summary>
    public double ClearMargin { get; init; } = 20;

    /// <summary>Whether a prompt gets one more candidate.</summary>
    /// <param name="madeCount">Candidates that were made or stopped.</param>
    /// <param name="usualCount">Candidates that a prompt gets when its pair is neither missing nor clear.</param>
    /// <param name="margin">Margin of its best pair; absent where no pair keeps every rule.</param>
    /// <returns>Whether another one is made.</returns>
    public bool WantsMore(int madeCount, int usualCount, double? margin)
    {
        if (madeCount < Least)
            return true;
        return margin is { } found ? found < ClearMargin && madeCount < usualCount : madeCount < Most;
    }

    /// <summary>Checks every value.</summary>
    /// <returns>The options themselves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public AdaptiveCount Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Least, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, Least);
        if (!(ClearMargin > 0))
            throw new ArgumentOutOfRangeException(
                nameof(ClearMargin), ClearMargin, "Adaptive count: expected points above 0.");
        return this;
    }
}
