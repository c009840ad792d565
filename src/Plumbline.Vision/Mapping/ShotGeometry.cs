using Plumbline.Vision.Depth;
using Plumbline.Vision.Features;

namespace Plumbline.Vision.Mapping;

/// <summary>What is known about the intrinsics before a shot is solved.</summary>
/// <param name="Camera">Intrinsics in source pixels; unknown when absent.</param>
/// <param name="FocalScale">Holds the focal length at this multiple of the estimate; free when absent.</param>
internal sealed record IntrinsicsKnowledge(Camera? Camera, double? FocalScale);

/// <summary>Everything that was found about the motion in one shot: flow, tracks, and the model that explains them best.</summary>
internal sealed class ShotGeometry
{
    private const int MaxFeatures = 1200;
    private const double MatchRatio = 0.8;
    private const double EpipolarPixels = 1.5;
    private const int FewestMatches = 12;
    private const int WeakLink = 40;
    private const int MatchReach = 3;
    private const int FlowTrackSpacing = 16;
    private const float FlowTrackRoundTripPixels = 0.5f;

    public required WorkingPictures Pictures { get; init; }
    public required FlowGraph Flows { get; init; }
    public required TextureMap[] Textures { get; init; }
    public required FeatureTracks Tracks { get; init; }

    /// <summary>Rotation-only model; always there.</summary>
    public required MappedModel Rotation { get; init; }

    /// <summary>Full model; absent where no pair has the parallax to begin with.</summary>
    public required MappedModel? Translation { get; init; }

    public static ShotGeometry Solve(IReadOnlyList<Frame> frames, IntrinsicsKnowledge knowledge, CancellationToken cancellationToken)
    {
        // 1. Pictures, texture and features.
        var pictures = WorkingPictures.Prepare(frames);
        var (gridWidth, gridHeight) = (pictures.Width / FlowGraph.Stride, pictures.Height / FlowGraph.Stride);
        var textures = new TextureMap[pictures.Count];
        var features = new SiftFeatures[pictures.Count];
        Parallel.For(0, pictures.Count, i =>
        {
            features[i] = SiftFeatures.Detect(
                pictures.Gray[i], pictures.Width, pictures.Height, new() { MaxFeatures = MaxFeatures, ContrastThreshold = 0.015 });
            textures[i] = TextureMap.Compute(pictures.Gray[i], pictures.Width, pictures.Height, gridWidth, gridHeight);
        });
        cancellationToken.ThrowIfCancellationRequested();

        // 2. Robust matches over short baselines, over every baseline where the short ones are weak.
        var matches = Match(features, ShortPairs(pictures.Count));
        if (matches.Count(m => m.B == m.A + 1 && m.Matches.Count >= WeakLink) < pictures.Count - 1)
            matches.AddRange(Match(features, LongPairs(pictures.Count)));
        cancellationToken.ThrowIfCancellationRequested();

        // 3. Dense flow, begun where the matches say that the picture moves far.
        var guesses = matches.ToDictionary(m => (m.A, m.B), m => m.Homography);
        var flows = FlowGraph.Compute(pictures, (a, b) => guesses.GetValueOrDefault((a, b)));
        cancellationToken.ThrowIfCancellationRequested();

        // 4. Tracks of features over long baselines and of flow over short ones.
        var all = FeatureTracks.Join([.. features.Select(f => f.Points)], matches.Select(m => (m.A, m.B, m.Matches)));
        all.AddRange(FlowTracks(flows, textures, pictures.Count));
        var tracks = FeatureTracks.Build(pictures.Count, all);

        // 5. One model that only turns, one that moves.
        var starts = Starts(pictures, tracks, knowledge);
        var models = new MappedModel?[starts.Length + 1];
        Parallel.For(0, models.Length, i =>
            models[i] = i == 0 ? RotationMapper.Map(tracks, starts[0]) : IncrementalMapper.Map(tracks, starts[i - 1]));
        return new()
        {
            Pictures = pictures,
            Flows = flows,
            Textures = textures,
            Tracks = tracks,
            Rotation = models[0]!,
            Translation = models.Skip(1).Where(m => m is not null).MaxBy(m => (m!.RegisteredCount, m.ExplainedShare)),
        };
    }

    private static IEnumerable<(int A, int B)> ShortPairs(int count)
    {
        for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                if (b - a <= MatchReach || (a == 0 && b == count - 1))
                    yield return (a, b);
    }

    private static IEnumerable<(int A, int B)> LongPairs(int count)
    {
        var taken = ShortPairs(count).ToHashSet();
        for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                if (!taken.Contains((a, b)))
                    yield return (a, b);
    }

    private static List<PairMatches> Match(SiftFeatures[] features, IEnumerable<(int A, int B)> pairs)
    {
        var work = pairs.ToArray();
        var found = new PairMatches?[work.Length];
        Parallel.For(0, work.Length, i => found[i] = PairMatches.Find(features, work[i].A, work[i].B, MatchRatio, EpipolarPixels, FewestMatches));
        return [.. found.OfType<PairMatches>()];
    }

    private static IEnumerable<List<(int View, double X, double Y)>> FlowTracks(FlowGraph flows, TextureMap[] textures, int count)
    {
        var spacing = FlowTrackSpacing / FlowGraph.Stride;
        for (var j = 0; j < count; j++)
            for (var gy = spacing; gy < flows.GridHeight - spacing; gy += 2 * spacing)
                for (var gx = spacing + (j % 2 * spacing); gx < flows.GridWidth - spacing; gx += 2 * spacing)
                {
                    var g = gy * flows.GridWidth + gx;
                    if (!textures[j].IsCorner(g))
                        continue;
                    var track = new List<(int View, double X, double Y)> { (j, gx * FlowGraph.Stride, gy * FlowGraph.Stride) };
                    foreach (var k in flows.Neighbours[j])
                        if (flows[j, k].RoundTripPixels[g] <= FlowTrackRoundTripPixels)
                            track.Add((k, flows[j, k].Targets[2 * g], flows[j, k].Targets[2 * g + 1]));
                    if (track.Count < 3)
                        continue;
                    track.Sort((p, q) => p.View.CompareTo(q.View));
                    yield return track;
                }
    }

    private static BundleState[] Starts(WorkingPictures pictures, FeatureTracks tracks, IntrinsicsKnowledge knowledge)
    {
        var given = knowledge.Camera?.Resized(pictures.Width, pictures.Height);
        // Phones and television sit near 0.8 picture widths; real-estate wide angles near 0.5, lenses for faces above 1.2.
        var prior = 0.8 * Math.Max(pictures.Width, pictures.Height);
        double[] focals = given is null ? [0.55 * prior / 0.8, prior, 1.3 * prior / 0.8] : [given.Fx];
        return [.. focals.Select(f => new BundleState
        {
            ViewCount = pictures.Count,
            PointCount = tracks.TrackCount,
            Poses = new double[6 * pictures.Count],
            LogFocals = [.. Enumerable.Repeat(Math.Log(f), pictures.Count)],
            Points = new double[3 * tracks.TrackCount],
            Cx = given?.Cx ?? (pictures.Width - 1) / 2.0,
            Cy = given?.Cy ?? (pictures.Height - 1) / 2.0,
            Aspect = given is null ? 1 : given.Fy / given.Fx,
            FocalMode = given is null ? FocalMode.Shared : FocalMode.Fixed,
            PriorLogFocal = Math.Log(given?.Fx ?? prior),
        })];
    }
}
