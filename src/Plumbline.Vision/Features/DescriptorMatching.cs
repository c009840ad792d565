using Plumbline.Vision.Native;

namespace Plumbline.Vision.Features;

/// <summary>Nearest-neighbour matching of descriptors with Lowe's ratio test.</summary>
public static class DescriptorMatching
{
    /// <summary>Matches features whose nearest neighbour is clearly nearer than the second.</summary>
    /// <param name="first">Features of one picture.</param>
    /// <param name="second">Features of the other.</param>
    /// <param name="ratio">Largest ratio of nearest to second distance, in (0, 1].</param>
    /// <returns>
    /// Index pairs in the order of the first picture's features; none where either has fewer than two features.
    /// </returns>
    public static unsafe IReadOnlyList<(int First, int Second)> Ratio(
        SiftFeatures first, SiftFeatures second, double ratio)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Points.Count == 0 || second.Points.Count < 2)
            return [];
        VisionLibrary.EnsureLoaded();
        var nearest = new int[first.Points.Count];
        var distances = new float[2 * first.Points.Count];
        fixed (float* a = first.Descriptors, b = second.Descriptors, d = distances)
        fixed (int* n = nearest)
            VisionLibrary.Check(VisionMethods.MatchTwoNearest(
                a, first.Points.Count, b, second.Points.Count, SiftFeatures.Dimension, n, d));
        var matches = new List<(int, int)>();
        for (var i = 0; i < nearest.Length; i++)
            if (distances[2 * i] < ratio * distances[2 * i + 1])
                matches.Add((i, nearest[i]));
        return matches;
    }

    /// <summary>Ratio test, and each feature of the second picture is used once, by its best match.</summary>
    /// <param name="first">Features of one picture.</param>
    /// <param name="second">Features of the other.</param>
    /// <param name="ratio">Largest ratio of nearest to second distance, in (0, 1].</param>
    /// <returns>Index pairs, one to one.</returns>
    public static IReadOnlyList<(int First, int Second)> OneToOne(SiftFeatures first, SiftFeatures second, double ratio)
    {
        var seen = new Dictionary<int, int>();
        foreach (var (a, b) in Ratio(first, second, ratio))
            seen[b] = seen.ContainsKey(b) ? -1 : a;
        return [
            .. seen.Where(pair => pair.Value >= 0).Select(pair => (pair.Value, pair.Key)).OrderBy(pair => pair.Value)];
    }
}
