namespace Plumbline.Vision.Mapping;

/// <summary>Sightings of scene points over several views, as flat arrays sorted by track.</summary>
internal sealed class FeatureTracks
{
    private FeatureTracks(int viewCount, int trackCount, int[] viewOf, int[] trackOf, double[] pixels)
    {
        ViewCount = viewCount;
        TrackCount = trackCount;
        ViewOf = viewOf;
        TrackOf = trackOf;
        Pixels = pixels;
        Starts = new int[trackCount + 1];
        foreach (var track in trackOf)
            Starts[track + 1]++;
        for (var i = 0; i < trackCount; i++)
            Starts[i + 1] += Starts[i];
    }

    public int ViewCount { get; }
    public int TrackCount { get; }
    public int ObservationCount => ViewOf.Length;

    /// <summary>View of each observation.</summary>
    public int[] ViewOf { get; }

    /// <summary>Track of each observation, rising.</summary>
    public int[] TrackOf { get; }

    /// <summary>Pixel of each observation, x then y.</summary>
    public double[] Pixels { get; }

    /// <summary>First observation of each track; one more entry closes the last.</summary>
    public int[] Starts { get; }

    public static FeatureTracks Build(int viewCount, IReadOnlyList<List<(int View, double X, double Y)>> tracks)
    {
        var count = tracks.Sum(track => track.Count);
        var (viewOf, trackOf, pixels) = (new int[count], new int[count], new double[2 * count]);
        var o = 0;
        for (var track = 0; track < tracks.Count; track++)
            foreach (var (view, x, y) in tracks[track])
            {
                viewOf[o] = view;
                trackOf[o] = track;
                pixels[2 * o] = x;
                pixels[2 * o + 1] = y;
                o++;
            }

        return new(viewCount, tracks.Count, viewOf, trackOf, pixels);
    }

    /// <summary>
    /// Joins pairwise matches into tracks; a track that would hold two points of one view is dropped as a
    /// contradiction.
    /// </summary>
    /// <param name="points">Feature positions of each view.</param>
    /// <param name="matches">Verified matches between views.</param>
    public static List<List<(int View, double X, double Y)>> Join(
        IReadOnlyList<IReadOnlyList<Point2>> points,
        IEnumerable<(int A, int B, IReadOnlyList<(int First, int Second)> Matches)> matches)
    {
        var offsets = new int[points.Count + 1];
        for (var i = 0; i < points.Count; i++)
            offsets[i + 1] = offsets[i] + points[i].Count;
        var parent = Enumerable.Range(0, offsets[^1]).ToArray();
        foreach (var (a, b, pairs) in matches)
            foreach (var (first, second) in pairs)
            {
                var (x, y) = (Root(parent, offsets[a] + first), Root(parent, offsets[b] + second));
                parent[Math.Max(x, y)] = Math.Min(x, y);
            }

        var members = new SortedDictionary<int, List<(int View, double X, double Y)>>();
        for (var view = 0; view < points.Count; view++)
            for (var f = 0; f < points[view].Count; f++)
            {
                var root = Root(parent, offsets[view] + f);
                if (!members.TryGetValue(root, out var list))
                    members[root] = list = [];
                list.Add((view, points[view][f].X, points[view][f].Y));
            }

        return [.. members.Values.Where(
            track => track.Count >= 2 && track.Select(o => o.View).Distinct().Count() == track.Count)];
    }

    private static int Root(int[] parent, int node)
    {
        while (parent[node] != node)
        {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }

        return node;
    }
}
