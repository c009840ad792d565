namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Thins a list evenly, its ends kept.</summary>
internal static class EvenSelection
{
    /// <summary>Chooses at most a number of items.</summary>
    /// <param name="items">The list.</param>
    /// <param name="maximumCount">How many to keep at most, at least 2.</param>
    /// <returns>The whole list, or that many of its items at even distances, in order.</returns>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, int maximumCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumCount, 2);
        if (items.Count <= maximumCount)
            return items;
        var chosen = new T[maximumCount];
        for (var i = 0; i < maximumCount; i++)
            chosen[i] = items[(int)((long)i * (items.Count - 1) / (maximumCount - 1))];
        return chosen;
    }
}
