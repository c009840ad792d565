namespace Plumbline.Alignment.Statistics;

/// <summary>One measurement of two models' clips of one prompt, each pair from the same noise.</summary>
/// <remarks>
/// Clips of one prompt resemble each other, so that prompts and not clips are the independent draws: every interval and
/// test here takes prompts as wholes.
/// </remarks>
public sealed record PairedCluster
{
    /// <summary>Collects the pairs of a prompt.</summary>
    /// <param name="name">Names the prompt.</param>
    /// <param name="pairs">The value of the first model and of the second, at least one pair, all finite.</param>
    /// <exception cref="ArgumentException">No pairs, or a value that is not finite.</exception>
    public PairedCluster(string name, IReadOnlyList<(double Base, double Aligned)> pairs)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0)
            throw new ArgumentException(
                $"Pairs of {name}: expected at least one, got none. Leave the prompt out.", nameof(pairs));
        foreach (var (one, other) in pairs)
            if (!double.IsFinite(one) || !double.IsFinite(other))
                throw new ArgumentException(
                    $"Pairs of {name}: expected finite values, got {one} and {other}. Leave the pair out.",
                    nameof(pairs));
        (Name, Pairs) = (name, pairs);
        BaseSum = pairs.Sum(pair => pair.Base);
        AlignedSum = pairs.Sum(pair => pair.Aligned);
    }

    /// <summary>Names the prompt.</summary>
    public string Name { get; }

    /// <summary>The value of the base and of the adapter, pair by pair.</summary>
    public IReadOnlyList<(double Base, double Aligned)> Pairs { get; }

    /// <summary>Sum of the base's values.</summary>
    public double BaseSum { get; }

    /// <summary>Sum of the adapter's values.</summary>
    public double AlignedSum { get; }

    /// <summary>Adapter minus base, pair by pair.</summary>
    public IEnumerable<double> Differences => Pairs.Select(pair => pair.Aligned - pair.Base);
}
