using Plumbline.Vision.Features;

namespace Plumbline.Vision.Mapping;

/// <summary>
/// Cameras and points from tracks: robust initial pair, one view after the other, bundle adjustment in between.
/// </summary>
/// <remarks>Schönberger and Frahm, "Structure-from-Motion Revisited", CVPR 2016, for the order of the stages.</remarks>
internal sealed class IncrementalMapper
{
    private const double EpipolarPixels = 1.0;
    private const double ResectionPixels = 4.0;
    private const double OutlierPixels = 4.0;
    private const double LossPixels = 0.7;
    private const double SmallestAngleRadians = 0.3 * Math.PI / 180;
    private const int InitialPairsTried = 3;
    private const int FewestShared = 12;

    // Measured on a rendered room with one wallpaper and one floor: with the right focal length a view in a wrong place
    // agreed with up to 59 % of what it shares, right views with 72 % and more.
    private const int FewestInitialOfPhotographs = 30;
    private const double LeastShareOfPhotographs = 2.0 / 3;

    private readonly FeatureTracks _tracks;
    private readonly BundleState _state;
    private readonly bool[] _registered;
    private readonly bool[] _triangulated;
    private readonly FocalMode _finalMode;

    private readonly ShotKind _kind;

    private IncrementalMapper(FeatureTracks tracks, BundleState state, ShotKind kind)
    {
        _kind = kind;
        _tracks = tracks;
        _state = state;
        _registered = new bool[tracks.ViewCount];
        _triangulated = new bool[tracks.TrackCount];
        _finalMode = state.FocalMode;
    }

    /// <summary>Builds a model, or nothing where no pair of views has enough parallax to begin with.</summary>
    /// <param name="tracks">Sightings in canonical pixels.</param>
    /// <param name="start">Starting intrinsics and what may change; poses and points are overwritten.</param>
    /// <param name="kind">How much must agree before a view is believed.</param>
    public static MappedModel? Map(FeatureTracks tracks, BundleState start, ShotKind kind)
    {
        var mapper = new IncrementalMapper(tracks, start.Clone(), kind);
        if (!mapper.Initialise())
            return null;
        mapper.RegisterAll();
        mapper.Refine();
        return new MappedModel
        {
            State = mapper._state,
            Model = CameraModel.Translation,
            Registered = mapper._registered,
            Triangulated = mapper._triangulated,
        }.Evaluate(tracks);
    }

    private bool Initialise()
    {
        var best = default((int A, int B, Rigid3 Pose, double Goodness)?);
        foreach (var (a, b) in PromisingPairs())
        {
            var (first, second, _) = Shared(a, b);
            if (RobustGeometry.RelativePose(first, second, CameraOf(a), EpipolarPixels) is not { } found)
                continue;
            var angles = new List<double>();
            var bFromA = found.SecondFromFirst;
            for (var i = 0; i < found.Inliers.Length; i++)
                if (found.Inliers[i])
                {
                    var rayA = Unit(CameraOf(a).Unproject(new(first[2 * i], first[2 * i + 1])));
                    var rayB = Unit(
                        bFromA.Rotation.Transpose * CameraOf(b).Unproject(new(second[2 * i], second[2 * i + 1])));
                    angles.Add(Math.Acos(Math.Clamp(rayA.Dot(rayB), -1, 1)));
                }

            if (angles.Count < FewestInitial)
                continue;
            angles.Sort();
            var median = angles[angles.Count / 2];
            if (median < SmallestAngleRadians)
                continue;
            // Parallax beyond eight degrees adds nothing; matches are lost before it does.
            var goodness = angles.Count * Math.Min(median, 8 * Math.PI / 180);
            if (best is null || goodness > best.Value.Goodness)
                best = (a, b, bFromA, goodness);
        }

        if (best is null)
            return false;
        var (viewA, viewB, pose, _) = best.Value;
        _state.SetPose(viewA, Rigid3.Identity);
        _state.SetPose(viewB, pose);
        _registered[viewA] = _registered[viewB] = true;
        Triangulate();
        Adjust(FocalMode.Fixed, 10);
        return _triangulated.Count(x => x) >= FewestShared;
    }

    // Many shared tracks that moved far, at most a few pairs.
    private IEnumerable<(int A, int B)> PromisingPairs()
    {
        var scores = new List<(int A, int B, double Score)>();
        for (var a = 0; a < _tracks.ViewCount; a++)
            for (var b = a + 1; b < _tracks.ViewCount; b++)
            {
                var (first, second, _) = Shared(a, b);
                var count = first.Length / 2;
                if (count < 2 * FewestShared)
                    continue;
                var shifts = new double[count];
                for (var i = 0; i < count; i++)
                    shifts[i] = Math.Sqrt(
                        Square(first[2 * i] - second[2 * i]) + Square(first[2 * i + 1] - second[2 * i + 1]));
                Array.Sort(shifts);
                scores.Add((a, b, Math.Min(count, 300) * Math.Min(shifts[count / 2], 60)));
            }

        return scores.OrderByDescending(s => s.Score).ThenBy(s => s.A).ThenBy(s => s.B).Take(InitialPairsTried).Select(
            s => (s.A, s.B));
    }

    private void RegisterAll()
    {
        var refused = new bool[_tracks.ViewCount];
        while (true)
        {
            var visible = new int[_tracks.ViewCount];
            for (var o = 0; o < _tracks.ObservationCount; o++)
                if (_triangulated[_tracks.TrackOf[o]])
                    visible[_tracks.ViewOf[o]]++;
            var next = -1;
            for (var view = 0; view < _tracks.ViewCount; view++)
                if (!_registered[view] && !refused[view] && visible[view] >= FewestShared
                    && (next < 0 || visible[view] > visible[next]))
                    next = view;
            if (next < 0)
                return;
            if (Resect(next))
            {
                Triangulate();
                var registered = _registered.Count(x => x);
                if (registered % 2 == 0)
                    Adjust(registered >= 4 ? _finalMode : FocalMode.Fixed, 5);
                Array.Clear(refused);
            }
            else
            {
                refused[next] = true;
            }
        }
    }

    private bool Resect(int view)
    {
        var (points, pixels) = (new List<float>(), new List<float>());
        for (var o = 0; o < _tracks.ObservationCount; o++)
            if (_tracks.ViewOf[o] == view && _triangulated[_tracks.TrackOf[o]])
            {
                var p = _state.Point(_tracks.TrackOf[o]);
                points.AddRange([(float)p.X, (float)p.Y, (float)p.Z]);
                pixels.AddRange([(float)_tracks.Pixels[2 * o], (float)_tracks.Pixels[2 * o + 1]]);
            }

        var resection = RobustGeometry.Resection([.. points], [.. pixels], CameraOf(view), ResectionPixels);
        if (resection is not { } found)
            return false;
        var agreeing = found.Inliers.Count(x => x);
        if (agreeing < FewestShared || agreeing < LeastShare * found.Inliers.Length)
            return false;
        _state.SetPose(view, found.CameraFromWorld);
        _registered[view] = true;
        return true;
    }

    /// <summary>Makes a point for every track that has none, where the registered views agree on it.</summary>
    private void Triangulate()
    {
        var poses = Poses();
        var centres = poses.Select(pose => pose.OriginInSource).ToArray();
        var rays = new List<(Vector3, Vector3)>();
        for (var track = 0; track < _tracks.TrackCount; track++)
        {
            if (_triangulated[track])
                continue;
            rays.Clear();
            for (var o = _tracks.Starts[track]; o < _tracks.Starts[track + 1]; o++)
                if (_registered[_tracks.ViewOf[o]])
                {
                    var view = _tracks.ViewOf[o];
                    var inCamera = CameraOf(view).Unproject(new(_tracks.Pixels[2 * o], _tracks.Pixels[2 * o + 1]));
                    rays.Add((centres[view], Unit(poses[view].Rotation.Transpose * inCamera)));
                }

            if (rays.Count < 2)
                continue;
            var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rays);
            if (Triangulation.LargestAngle(span) < SmallestAngleRadians
                || Triangulation.Midpoint(span) is not { } point)
                continue;
            (_state.Points[3 * track], _state.Points[3 * track + 1], _state.Points[3 * track + 2]) =
                (point.X, point.Y, point.Z);
            _triangulated[track] = WorstResidual(track, poses) <= OutlierPixels;
        }
    }

    private void Refine()
    {
        for (var round = 0; round < 2; round++)
        {
            Adjust(_finalMode, round == 0 ? 12 : 20);
            var poses = Poses();
            for (var track = 0; track < _tracks.TrackCount; track++)
                if (_triangulated[track] && WorstResidual(track, poses) > OutlierPixels)
                    _triangulated[track] = false;
            Triangulate();
        }
    }

    private double WorstResidual(int track, Rigid3[] poses)
    {
        var worst = 0.0;
        for (var o = _tracks.Starts[track]; o < _tracks.Starts[track + 1]; o++)
        {
            var view = _tracks.ViewOf[o];
            if (!_registered[view])
                continue;
            var inCamera = poses[view] * _state.Point(track);
            if (inCamera.Z <= 1e-6)
                return double.PositiveInfinity;
            var pixel = CameraOf(view).Project(inCamera);
            worst = Math.Max(worst, Math.Sqrt(
                Square(pixel.X - _tracks.Pixels[2 * o]) + Square(pixel.Y - _tracks.Pixels[2 * o + 1])));
        }

        return worst;
    }

    private void Adjust(FocalMode mode, int iterations)
    {
        var keep = new List<int>();
        for (var o = 0; o < _tracks.ObservationCount; o++)
            if (_registered[_tracks.ViewOf[o]] && _triangulated[_tracks.TrackOf[o]])
                keep.Add(o);
        if (keep.Count == 0)
            return;
        if (mode == FocalMode.PerView && _state.FocalMode != FocalMode.PerView)
            Array.Fill(_state.LogFocals, _state.LogFocals[0]);
        _state.FocalMode = mode;
        // The adjuster holds the first view; the gauge then stays where the initial pair put it. Where it gives up, the
        // model goes on unrefined: how little it explains then speaks for itself.
        BundleAdjustment.Run(
            _state, [.. keep.Select(o => _tracks.ViewOf[o])], [.. keep.Select(o => _tracks.TrackOf[o])],
            [.. keep.SelectMany(o => new[] { _tracks.Pixels[2 * o], _tracks.Pixels[2 * o + 1] })], LossPixels,
            iterations);
    }

    private int FewestInitial => _kind == ShotKind.Photographs ? FewestInitialOfPhotographs : FewestShared;

    private double LeastShare => _kind == ShotKind.Photographs ? LeastShareOfPhotographs : 0;

    private (float[] First, float[] Second, int[] Tracks) Shared(int a, int b)
    {
        var (first, second, tracks) = (new List<float>(), new List<float>(), new List<int>());
        for (var track = 0; track < _tracks.TrackCount; track++)
        {
            var (inA, inB) = (-1, -1);
            for (var o = _tracks.Starts[track]; o < _tracks.Starts[track + 1]; o++)
            {
                if (_tracks.ViewOf[o] == a)
                    inA = o;
                if (_tracks.ViewOf[o] == b)
                    inB = o;
            }

            if (inA < 0 || inB < 0)
                continue;
            first.AddRange([(float)_tracks.Pixels[2 * inA], (float)_tracks.Pixels[2 * inA + 1]]);
            second.AddRange([(float)_tracks.Pixels[2 * inB], (float)_tracks.Pixels[2 * inB + 1]]);
            tracks.Add(track);
        }

        return ([.. first], [.. second], [.. tracks]);
    }

    private Rigid3[] Poses() => [.. Enumerable.Range(0, _state.ViewCount).Select(_state.Pose)];

    private Camera CameraOf(int view)
    {
        var f = _state.Focal(view);
        return new(1, 1, f, f * _state.Aspect, _state.Cx, _state.Cy);
    }

    private static Vector3 Unit(Vector3 v) => 1 / v.Length * v;

    private static double Square(double x) => x * x;
}
