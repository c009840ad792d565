using Plumbline.Vision.Depth;
using Plumbline.Vision.Features;

namespace Plumbline.Vision.Mapping;

/// <summary>What is known about the intrinsics before a shot is solved.</summary>
/// <param name="Camera">Intrinsics in source pixels; unknown when absent.</param>
/// <param name="FocalScale">Holds the focal length at this multiple of the estimate; free when absent.</param>
internal sealed record IntrinsicsKnowledge(Camera? Camera, double? FocalScale);

/// <summary>
/// Everything that was found about the motion in one shot: flow, tracks, and the model that explains them best.
/// </summary>
internal sealed record ShotGeometry
{
    private const int MaxFeatures = 750;
    private const double MatchRatio = 0.8;
    private const double EpipolarPixels = 1.5;
    private const int FewestMatches = 12;
    private const int WeakLink = 40;
    private const int MatchReach = 3;
    private const int MaxFilmTracks = 500;

    /// <summary>Photographs far apart share few features, and flow adds none.</summary>
    private const int MaxPhotographTracks = 1000;
    private const int FlowTrackSpacing = 24;
    private const float FlowTrackRoundTripPixels = 0.5f;

    public required WorkingPictures Pictures { get; init; }
    public required FlowGraph Flows { get; init; }
    public required TextureMap[] Textures { get; init; }
    public required FeatureTracks Tracks { get; init; }

    /// <summary>The camera model that explains the tracks.</summary>
    public required MappedModel Model { get; init; }

    /// <summary>The views by which the dense test predicts; absent where a frame could not be registered.</summary>
    public required ProjectiveView?[] Views { get; init; }

    /// <summary>
    /// Another explanation that the same tracks allow; absent where there is none. The better of both is the verdict's.
    /// </summary>
    public required ProjectiveView?[]? OtherViews { get; init; }

    /// <summary>Share of the testable pixels that go anywhere from one sampled frame to the next, 0 to 1.</summary>
    public double MovedShare
    {
        get
        {
            var least = new LeaveOneOutTolerances().LeastMotionPixels;
            var (moved, testable) = (0, 0);
            for (var i = 0; i + 1 < Pictures.Count; i++)
                for (var g = 0; g < Flows.GridWidth * Flows.GridHeight; g++)
                {
                    if (!Textures[i].IsTestable(g))
                        continue;
                    testable++;
                    var dx = Flows[i, i + 1].Targets[2 * g] - g % Flows.GridWidth * FlowGraph.Stride;
                    var dy = Flows[i, i + 1].Targets[2 * g + 1] - g / Flows.GridWidth * FlowGraph.Stride;
                    if (dx * dx + dy * dy >= least * least)
                        moved++;
                }

            return testable == 0 ? 0 : (double)moved / testable;
        }
    }

    public static ShotGeometry Solve(
        IReadOnlyList<Frame> frames, IntrinsicsKnowledge knowledge, CancellationToken cancellationToken)
    {
        // 1. Pictures, texture and features.
        var pictures = WorkingPictures.Prepare(frames);
        var (gridWidth, gridHeight) = (pictures.Width / FlowGraph.Stride, pictures.Height / FlowGraph.Stride);
        var textures = new TextureMap[pictures.Count];
        var features = new SiftFeatures[pictures.Count];
        Parallel.For(0, pictures.Count, i =>
        {
            features[i] = pictures.Detect(i, MaxFeatures);
            textures[i] = TextureMap.Compute(pictures.Gray[i], pictures.Width, pictures.Height, gridWidth, gridHeight);
        });
        cancellationToken.ThrowIfCancellationRequested();

        // 2. Robust matches over short baselines, over every baseline where the short ones are weak.
        var matches = Match(pictures, features, ShortPairs(pictures.Count));
        var strong = matches.Count(m => m.B == m.A + 1 && m.Matches.Count >= WeakLink);
        var kind = 2 * strong < pictures.Count - 1 ? ShotKind.Photographs : ShotKind.Film;
        if (kind == ShotKind.Photographs)
        {
            // Everything may match everything, in finer detail; with so many pairs some agree by chance.
            Parallel.For(0, pictures.Count, i => features[i] = pictures.DetectFinely(i));
            matches = Match(pictures, features, ShortPairs(pictures.Count).Concat(LongPairs(pictures.Count)));
            matches.RemoveAll(m => m.LogFalseAlarms > ChanceAgreement.LargestLog);
        }
        else if (strong < pictures.Count - 1)
        {
            matches.AddRange(Match(pictures, features, LongPairs(pictures.Count)));
        }

        cancellationToken.ThrowIfCancellationRequested();

        // 3. Coarse flow, begun where the matches say that the picture moves far.
        var guesses = matches.ToDictionary(m => (m.A, m.B), m => m.Homography);
        var flows = FlowGraph.Compute(pictures, (a, b) => guesses.GetValueOrDefault((a, b)));
        cancellationToken.ThrowIfCancellationRequested();

        // 4. Tracks of features over long baselines and of flow over short ones.
        var featureTracks = FeatureTracks.Join(
            [.. features.Select(f => f.Points)], matches.Select(m => (m.A, m.B, m.Matches)))
            .OrderByDescending(track => track.Count)
            .Take(kind == ShotKind.Film ? MaxFilmTracks : MaxPhotographTracks).ToList();
        var tracks = FeatureTracks.Build(
            pictures.Count, [.. featureTracks, .. FlowTracks(flows, textures, pictures.Count)]);

        // 5. The camera model.
        var model = CameraSolver.Solve(
            tracks, Starts(pictures, tracks, knowledge), mayZoom: knowledge.Camera is null, kind);
        if (knowledge.FocalScale is { } scale)
            model = CameraSolver.WithFocalScale(tracks, model, scale);
        cancellationToken.ThrowIfCancellationRequested();

        // 6. Fine flow, begun where the geometry says that the picture goes; then the projective views that it
        // supports.
        var views = MetricViews(model);
        var depths = new LeaveOneOut(pictures, flows, views, textures, new());
        flows = flows.Refined(pictures, views, depths.Depth);
        cancellationToken.ThrowIfCancellationRequested();
        ProjectiveView?[]? otherViews = null;
        if (model.Model is CameraModel.Translation or CameraModel.TranslationAndZoom)
        {
            var fine = FeatureTracks.Build(
                pictures.Count, [.. featureTracks, .. FlowTracks(flows, textures, pictures.Count)]);
            var start = views;
            Parallel.Invoke(
                () => views = ProjectiveViews(start, fine, depths, flows, model, featureTracks.Count),
                () => otherViews = ProjectiveViews(start, fine, depths, flows, null, 0));
        }

        return new()
        {
            Pictures = pictures,
            Flows = flows,
            Textures = textures,
            Tracks = tracks,
            Model = model,
            Views = views,
            OtherViews = otherViews,
        };
    }

    private static ProjectiveView?[] MetricViews(MappedModel model)
    {
        var state = model.State;
        return [.. Enumerable.Range(0, state.ViewCount).Select(v => model.Registered[v] ? ProjectiveView.FromCamera(
            new(state.Focal(v), 0, state.Cx, 0, state.Focal(v) * state.Aspect, state.Cy, 0, 0, 1),
            state.Pose(v)) : null)];
    }

    // On clips that no camera explains well, where the adjustment ends depends on where the points begin: at what the
    // mapper made of them, or at the dense depth of their first sighting.
    private static ProjectiveView?[] ProjectiveViews(
        ProjectiveView?[] metric, FeatureTracks tracks, LeaveOneOut depths, FlowGraph flows, MappedModel? mapped,
        int mappedTracks)
    {
        const double farthest = 1e-3;
        var points = new double[3 * tracks.TrackCount];
        var use = new bool[tracks.TrackCount];
        for (var track = 0; track < tracks.TrackCount; track++)
        {
            if (mapped is not null && track < mappedTracks && mapped.Triangulated[track])
            {
                Array.Copy(mapped.State.Points, 3 * track, points, 3 * track, 3);
                use[track] = true;
                continue;
            }

            var o = tracks.Starts[track];
            var view = tracks.ViewOf[o];
            if (metric[view] is not { } own || depths.Depth(view) is not { } depth)
                continue;
            var (x, y) = (tracks.Pixels[2 * o], tracks.Pixels[2 * o + 1]);
            var gx = Math.Clamp((int)Math.Round(x / FlowGraph.Stride), 0, flows.GridWidth - 1);
            var gy = Math.Clamp((int)Math.Round(y / FlowGraph.Stride), 0, flows.GridHeight - 1);
            var z = 1 / Math.Max(farthest, depth.Without(gy * flows.GridWidth + gx, -1));
            var point = own.A.Inverse() * (new Vector3(z * x, z * y, z) - own.B);
            (points[3 * track], points[3 * track + 1], points[3 * track + 2]) = (point.X, point.Y, point.Z);
            use[track] = true;
        }

        var registered = Enumerable.Range(0, metric.Length).Where(v => metric[v] is not null).ToArray();
        var refined = ProjectiveView.Refine(
            [.. registered.Select(v => metric[v]!)], tracks, registered, points, use, 15);
        var views = new ProjectiveView?[metric.Length];
        for (var i = 0; i < registered.Length; i++)
            views[registered[i]] = refined[i];
        return views;
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

    private static List<PairMatches> Match(
        WorkingPictures pictures, SiftFeatures[] features, IEnumerable<(int A, int B)> pairs)
    {
        var chance = ChanceAgreement.NearLine(EpipolarPixels, pictures.Width, pictures.Height);
        var work = pairs.ToArray();
        var found = new PairMatches?[work.Length];
        Parallel.For(0, work.Length, i => found[i] = PairMatches.Find(
            features, work[i].A, work[i].B, MatchRatio, EpipolarPixels, FewestMatches, chance));
        return [.. found.OfType<PairMatches>()];
    }

    private static IEnumerable<List<(int View, double X, double Y)>> FlowTracks(
        FlowGraph flows, TextureMap[] textures, int count)
    {
        var spacing = FlowTrackSpacing / FlowGraph.Stride;
        for (var j = 0; j < count; j++)
            for (var gy = spacing; gy < flows.GridHeight - spacing; gy += 2 * spacing)
                for (var gx = spacing + (j % 2 * spacing); gx < flows.GridWidth - spacing; gx += 2 * spacing)
                {
                    var g = gy * flows.GridWidth + gx;
                    if (!textures[j].IsCorner(g))
                        continue;
                    var track =
                        new List<(int View, double X, double Y)> { (j, gx * FlowGraph.Stride, gy * FlowGraph.Stride) };
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
        // Phones and television sit near 0.8 picture widths; real-estate wide angles near 0.5, lenses for faces above
        // 1.2.
        var prior = 0.8 * Math.Max(pictures.Width, pictures.Height);
        double[] focals = given is null ? [prior, 0.62 * prior, 1.6 * prior] : [given.Fx];
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
