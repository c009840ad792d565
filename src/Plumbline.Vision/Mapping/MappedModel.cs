namespace Plumbline.Vision.Mapping;

/// <summary>
/// A sparse model: refined state, which views and tracks belong to it, and how well it explains the tracks.
/// </summary>
internal sealed class MappedModel
{
    public required BundleState State { get; init; }
    public required CameraModel Model { get; init; }

    /// <summary>Views with a pose.</summary>
    public required bool[] Registered { get; init; }

    /// <summary>Tracks with a trustworthy point.</summary>
    public required bool[] Triangulated { get; init; }

    /// <summary>
    /// Share of the observations of tracks over three views and more that the model explains within a pixel.
    /// </summary>
    public double ExplainedShare { get; set; }

    public int RegisteredCount => Registered.Count(x => x);

    /// <summary>Largest error in canonical pixels of an observation that counts as explained.</summary>
    public const double ExplainedPixels = 1.0;

    /// <summary>Fills in <see cref="ExplainedShare"/>: what has no pose or no point counts as not explained.</summary>
    public MappedModel Evaluate(FeatureTracks tracks)
    {
        var poses = Enumerable.Range(0, State.ViewCount).Select(State.Pose).ToArray();
        var (explained, total) = (0, 0);
        for (var track = 0; track < tracks.TrackCount; track++)
        {
            var (from, to) = (tracks.Starts[track], tracks.Starts[track + 1]);
            if (to - from < 3)
                continue;
            total += to - from;
            if (!Triangulated[track])
                continue;
            for (var o = from; o < to; o++)
                if (Registered[tracks.ViewOf[o]] && ResidualPixels(poses, tracks, o) <= ExplainedPixels)
                    explained++;
        }

        ExplainedShare = total == 0 ? 0 : (double)explained / total;
        return this;
    }

    /// <summary>Error of one observation in canonical pixels; infinite behind the camera.</summary>
    public double ResidualPixels(Rigid3[] poses, FeatureTracks tracks, int observation)
    {
        var view = tracks.ViewOf[observation];
        var inCamera = poses[view] * State.Point(tracks.TrackOf[observation]);
        if (inCamera.Z <= 1e-6)
            return double.PositiveInfinity;
        var f = State.Focal(view);
        var dx = f * inCamera.X / inCamera.Z + State.Cx - tracks.Pixels[2 * observation];
        var dy = f * State.Aspect * inCamera.Y / inCamera.Z + State.Cy - tracks.Pixels[2 * observation + 1];
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
