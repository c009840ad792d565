namespace Plumbline.Vision.Synthetic;

/// <summary>Random numbers that are the same on every machine and in every version, for one seed.</summary>
/// <remarks>
/// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. System.Random does
/// not promise its sequence across releases; the worlds and defects that are named by a seed must never change.
/// </remarks>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [low, high).</summary>
    public double NextIn(double low, double high) => low + (high - low) * NextUnit();

    /// <summary>An integer in [0, count).</summary>
    public int NextBelow(int count) => (int)(NextUnit() * count);

    /// <summary>−1 or +1.</summary>
    public int NextSign() => (NextBits() & 1) == 0 ? -1 : 1;

    /// <summary>One element of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[NextBelow(choices.Count)];
}
