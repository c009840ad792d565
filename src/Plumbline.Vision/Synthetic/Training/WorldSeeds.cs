namespace Plumbline.Vision.Synthetic;

/// <summary>Ranges of world seeds that never meet, so that no network is tested on a world it has learnt.</summary>
public static class WorldSeeds
{
    private const int IndexBits = 40;

    /// <summary>The seed of the n-th world of a split.</summary>
    /// <param name="split">What the world is for.</param>
    /// <param name="index">Number of the world, in [0, 2⁴⁰).</param>
    /// <returns>A seed for <see cref="TrainingWorld.FromSeed"/>.</returns>
    public static long Of(WorldSplit split, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1L << IndexBits);
        return ((long)split << IndexBits) + index;
    }

    /// <summary>What a seed is kept for.</summary>
    /// <param name="seed">A world seed, at least 0.</param>
    /// <returns>The split; seeds beyond the last range have none.</returns>
    public static WorldSplit? SplitOf(long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        var split = seed >> IndexBits;
        return split <= (long)WorldSplit.Comparison ? (WorldSplit)split : null;
    }
}
