namespace Plumbline.Vision.Mapping;

/// <summary>
/// Chooses the simplest camera model that explains the tracks of a shot, and what remains unknown of its focal length.
/// </summary>
internal static class CameraSolver
{
    /// <summary>A richer model must explain so much more of the observations to be preferred.</summary>
    private const double Parsimony = 0.03;

    /// <summary>Share that a rotation explains of a clip whose camera only turns.</summary>
    private const double TurnsOnly = 0.8;

    /// <summary>Relative range of focal lengths from which a clip zooms.</summary>
    private const double LeastZoom = 0.04;

    /// <summary>Share of explained observations with which no other focal length is tried.</summary>
    private const double Satisfying = 0.6;
    private const double LossPixels = 0.7;

    /// <summary>The model that wins: rotation before translation, one focal length before many.</summary>
    /// <param name="tracks">Sightings in canonical pixels.</param>
    /// <param name="starts">Starting intrinsics, the likeliest first.</param>
    /// <param name="mayZoom">Whether the focal length is unknown and so may change.</param>
    /// <param name="kind">How much must agree before a view is believed.</param>
    public static MappedModel Solve(FeatureTracks tracks, BundleState[] starts, bool mayZoom, ShotKind kind)
    {
        var (likely, rare) = (starts[0], starts[1..]);
        MappedModel? rotation = null, first = null;
        Parallel.Invoke(() => rotation = RotationMapper.Map(tracks, likely), () =>
            first = IncrementalMapper.Map(tracks, likely, kind));
        var moving = new List<MappedModel>();
        if (first is not null)
            moving.Add(first);
        if (first is null || first.RegisteredCount < tracks.ViewCount || first.ExplainedShare < Satisfying)
        {
            // The likely focal length led nowhere good: try lenses that are rarely seen.
            var others = new MappedModel?[rare.Length];
            Parallel.For(0, others.Length, i => others[i] = IncrementalMapper.Map(tracks, rare[i], kind));
            moving.AddRange(others.OfType<MappedModel>());
        }

        // Photographs stand far apart, so small motion would only invent places for views that nothing ties down.
        var mayMoveLittle = kind == ShotKind.Film || moving.Count == 0;
        if (mayMoveLittle && moving.All(
            m => m.RegisteredCount < tracks.ViewCount || m.ExplainedShare < rotation!.ExplainedShare + Parsimony)
            && SmallMotion(tracks, rotation!, likely) is { } little)
            moving.Add(little);
        var translation = moving.MaxBy(m => m.ExplainedShare * m.RegisteredCount) ?? rotation!;
        if (mayZoom && rotation!.ExplainedShare < 0.95 && translation.ExplainedShare < 0.95)
        {
            var (turning, travelling) = (rotation, translation);
            Parallel.Invoke(
                () => rotation = WithZoom(tracks, turning, CameraModel.RotationAndZoom, fixTranslation: true),
                () => translation = WithZoom(
                    tracks, travelling, CameraModel.TranslationAndZoom, fixTranslation: false));
        }

        // Simplicity counts only for a rotation that explains nearly everything; else the better explanation wins.
        var lead = rotation!.ExplainedShare >= TurnsOnly ? Parsimony : 0;
        return rotation.ExplainedShare >= translation.ExplainedShare - lead ? rotation : translation;
    }

    /// <summary>Holds the focal length at a multiple of the estimate and lets everything else follow.</summary>
    public static MappedModel WithFocalScale(FeatureTracks tracks, MappedModel model, double scale)
    {
        var state = model.State.Clone();
        for (var i = 0; i < state.LogFocals.Length; i++)
            state.LogFocals[i] += Math.Log(scale);
        // Held per view, the focal lengths keep their ratios; the adjuster holds only a shared one, so a zoom is frozen
        // to its first.
        state.FocalMode = FocalMode.Fixed;
        Adjust(tracks, model, state, IsRotation(model.Model), 40);
        return Renewed(model, state, model.Model).Evaluate(tracks);
    }

    /// <summary>
    /// 95 % interval of the focal length by its profile: other focal lengths whose best cost is hardly worse.
    /// </summary>
    /// <param name="tracks">Sightings in canonical pixels.</param>
    /// <param name="model">The model at its estimate.</param>
    /// <returns>Interval in canonical pixels.</returns>
    /// <remarks>
    /// Profile likelihood (Venzon and Moolgavkar 1988) with the variance taken from the residuals themselves, and with
    /// the observations of one track counted once: their errors are not independent.
    /// </remarks>
    public static (double Low, double High) FocalInterval(FeatureTracks tracks, MappedModel model)
    {
        double[] factors = [1.07, 1.15, 1.3, 1.6, 2.2, 4];
        var estimate = model.State.Focal(0);
        var subset = Subset(tracks, model, 150);
        double? Cost(double factor)
        {
            var state = model.State.Clone();
            state.FocalMode = FocalMode.Fixed;
            state.LogFocals[0] += Math.Log(factor);
            var (viewOf, trackOf, pixels) = Observations(tracks, subset, model.Registered);
            return BundleAdjustment.Run(state, viewOf, trackOf, pixels, LossPixels, 8, IsRotation(model.Model));
        }

        var used = subset.Count(x => x);
        // Where the adjuster gives up nothing is known, and the interval is the widest one.
        if (Cost(1) is not { } best)
            return (estimate / factors[^1], estimate * factors[^1]);
        var observations = Math.Max(1, tracks.TrackOf.Count(t => subset[t]));
        // Likelihood ratio of 3.84 (95 % for one number), in units of the mean cost of an observation; widened by how
        // many observations share a track, and once more because modelling errors are systematic.
        var allowed = best + 3.84 * best / observations * (observations / (double)Math.Max(1, used)) * 4;
        var costs = new double?[2 * factors.Length];
        Parallel.For(0, costs.Length, i => costs[i] = Cost(i % 2 == 0 ? factors[i / 2] : 1 / factors[i / 2]));
        return (estimate / Bound(1), estimate * Bound(0));

        double Bound(int side)
        {
            for (var i = 0; i < factors.Length; i++)
                if (costs[2 * i + side] > allowed)
                    return factors[i];
            return factors[^1];
        }
    }

    // Absent where the adjuster gives up: a sphere that nobody refined is no depth.
    private static MappedModel? SmallMotion(FeatureTracks tracks, MappedModel rotation, BundleState start)
    {
        // Rotations are known and the world is a sphere; the adjuster finds the little depth there is.
        // Yu and Gallup, "3D Reconstruction from Accidental Motion", CVPR 2014: it converges from a constant depth.
        var state = start.Clone();
        Array.Copy(rotation.State.Poses, state.Poses, state.Poses.Length);
        for (var track = 0; track < tracks.TrackCount; track++)
        {
            var p = rotation.State.Point(track);
            var scale = 1 / Math.Max(p.Length, 1e-9);
            (state.Points[3 * track], state.Points[3 * track + 1], state.Points[3 * track + 2]) =
                (p.X * scale, p.Y * scale, p.Z * scale);
        }

        var model = new MappedModel
        {
            State = state,
            Model = CameraModel.Translation,
            Registered = rotation.Registered,
            Triangulated = rotation.Triangulated,
        };
        return Adjust(tracks, model, state, fixTranslation: false, 40) ? model.Evaluate(tracks) : null;
    }

    private static MappedModel WithZoom(
        FeatureTracks tracks, MappedModel model, CameraModel zoomed, bool fixTranslation)
    {
        var state = model.State.Clone();
        Array.Fill(state.LogFocals, state.LogFocals[0]);
        state.FocalMode = FocalMode.PerView;
        Adjust(tracks, model, state, fixTranslation, 25);
        var candidate = Renewed(model, state, zoomed).Evaluate(tracks);
        var focals = Enumerable.Range(0, state.ViewCount).Where(v => model.Registered[v]).Select(state.Focal).ToArray();
        return candidate.ExplainedShare >= model.ExplainedShare + Parsimony
            && focals.Max() / focals.Min() > 1 + LeastZoom ? candidate : model;
    }

    private static MappedModel Renewed(MappedModel model, BundleState state, CameraModel kind) =>
        new() { State = state, Model = kind, Registered = model.Registered, Triangulated = model.Triangulated };

    // False where the adjuster gave up; the state is then as it was.
    private static bool Adjust(
        FeatureTracks tracks, MappedModel model, BundleState state, bool fixTranslation, int iterations)
    {
        var (viewOf, trackOf, pixels) = Observations(tracks, model.Triangulated, model.Registered);
        return viewOf.Length == 0
            || BundleAdjustment.Run(state, viewOf, trackOf, pixels, LossPixels, iterations, fixTranslation) is not null;
    }

    private static (int[] ViewOf, int[] TrackOf, double[] Pixels) Observations(
        FeatureTracks tracks, bool[] use, bool[] registered)
    {
        var keep = Enumerable.Range(0, tracks.ObservationCount)
            .Where(o => use[tracks.TrackOf[o]] && registered[tracks.ViewOf[o]]).ToArray();
        return (Array.ConvertAll(keep, o => tracks.ViewOf[o]), Array.ConvertAll(keep, o => tracks.TrackOf[o]),
            [.. keep.SelectMany(o => new[] { tracks.Pixels[2 * o], tracks.Pixels[2 * o + 1] })]);
    }

    // The longest tracks say most about the focal length; ties go to the earlier.
    private static bool[] Subset(FeatureTracks tracks, MappedModel model, int count)
    {
        var chosen = new bool[tracks.TrackCount];
        foreach (var track in Enumerable.Range(0, tracks.TrackCount).Where(t => model.Triangulated[t])
            .OrderByDescending(t => tracks.Starts[t + 1] - tracks.Starts[t]).ThenBy(t => t).Take(count))
            chosen[track] = true;
        return chosen;
    }

    private static bool IsRotation(CameraModel model) => model is CameraModel.Rotation or CameraModel.RotationAndZoom;
}
