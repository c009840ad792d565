namespace Plumbline.Vision.Mapping;

/// <summary>
/// Cameras that turn about one centre: every track is a direction, and frames are related by homographies.
/// </summary>
internal static class RotationMapper
{
    private const double LossPixels = 0.7;
    private const int FewestShared = 8;

    /// <summary>Builds the model; views that share too few tracks with every earlier one are left out.</summary>
    /// <param name="tracks">Sightings in canonical pixels.</param>
    /// <param name="start">Starting intrinsics and what may change; poses and points are overwritten.</param>
    public static MappedModel Map(FeatureTracks tracks, BundleState start)
    {
        var state = start.Clone();
        var registered = new bool[tracks.ViewCount];
        registered[0] = true;
        state.SetPose(0, Rigid3.Identity);
        for (var view = 1; view < tracks.ViewCount; view++)
        {
            // A view that hangs on one without a place of its own would have none either.
            Matrix3? rotation = null;
            var from = view;
            while (rotation is null && --from >= 0)
                rotation = registered[from] ? RotationBetween(tracks, state, from, view) : null;
            registered[view] = rotation is not null;
            state.SetPose(view, new((rotation ?? Matrix3.Identity) * state.Pose(Math.Max(from, 0)).Rotation, default));
        }

        // Each track begins on the ray of its first sighting; only its direction matters.
        for (var track = 0; track < tracks.TrackCount; track++)
        {
            var o = tracks.Starts[track];
            var view = tracks.ViewOf[o];
            var ray = state.Pose(view).Rotation.Transpose * Ray(state, view, tracks, o);
            (state.Points[3 * track], state.Points[3 * track + 1], state.Points[3 * track + 2]) = (ray.X, ray.Y, ray.Z);
        }

        if (state.FocalMode == FocalMode.PerView)
            Array.Fill(state.LogFocals, state.LogFocals[0]);
        // Where the adjuster gives up, the rotations between neighbours stand as they are, and are judged as they are.
        BundleAdjustment.Run(state, tracks.ViewOf, tracks.TrackOf, tracks.Pixels, LossPixels, 20, fixTranslation: true);
        var all = new bool[tracks.TrackCount];
        Array.Fill(all, true);
        return new MappedModel
        {
            State = state,
            Model = state.FocalMode == FocalMode.PerView ? CameraModel.RotationAndZoom : CameraModel.Rotation,
            Registered = registered,
            Triangulated = all,
        }.Evaluate(tracks);
    }

    // Iteratively reweighted Gauss–Newton on the angle between rays: robust to the half that disagrees.
    private static Matrix3? RotationBetween(FeatureTracks tracks, BundleState state, int a, int b)
    {
        var pairs = new List<(Vector3 InA, Vector3 InB)>();
        for (var track = 0; track < tracks.TrackCount; track++)
            for (var o = tracks.Starts[track]; o + 1 < tracks.Starts[track + 1]; o++)
                if (tracks.ViewOf[o] == a && tracks.ViewOf[o + 1] == b)
                    pairs.Add((Unit(Ray(state, a, tracks, o)), Unit(Ray(state, b, tracks, o + 1))));
        if (pairs.Count < FewestShared)
            return null;
        var rotation = Matrix3.Identity;
        for (var iteration = 0; iteration < 12; iteration++)
        {
            var errors = pairs.Select(p => (rotation * p.InA - p.InB).Length).ToArray();
            var sorted = errors.Order().ToArray();
            var scale = Math.Max(sorted[sorted.Length / 2], 1e-6);
            double h00 = 0, h01 = 0, h02 = 0, h11 = 0, h12 = 0, h22 = 0;
            var gradient = default(Vector3);
            for (var i = 0; i < pairs.Count; i++)
            {
                var w = 1 / (1 + errors[i] * errors[i] / (scale * scale));
                var r = rotation * pairs[i].InA;
                // d(exp(ω) r) = ω × r; residual r − b; the normal matrix is Σ w (|r|² I − r rᵀ).
                gradient += w * r.Cross(pairs[i].InB);
                h00 += w * (1 - r.X * r.X);
                h11 += w * (1 - r.Y * r.Y);
                h22 += w * (1 - r.Z * r.Z);
                h01 -= w * r.X * r.Y;
                h02 -= w * r.X * r.Z;
                h12 -= w * r.Y * r.Z;
            }

            var normal = new Matrix3(h00 + 1e-9, h01, h02, h01, h11 + 1e-9, h12, h02, h12, h22 + 1e-9);
            var step = normal.Inverse() * gradient;
            rotation = Rigid3.RotationFromAxisAngle(step) * rotation;
            if (step.Length < 1e-8)
                break;
        }

        return rotation;
    }

    private static Vector3 Ray(BundleState state, int view, FeatureTracks tracks, int observation)
    {
        var f = state.Focal(view);
        return new(
            (tracks.Pixels[2 * observation] - state.Cx) / f,
            (tracks.Pixels[2 * observation + 1] - state.Cy) / (f * state.Aspect),
            1);
    }

    private static Vector3 Unit(Vector3 v) => 1 / v.Length * v;
}
