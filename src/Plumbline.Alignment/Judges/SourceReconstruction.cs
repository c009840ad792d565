using Plumbline.Vision;
using Plumbline.Vision.Depth;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>Brings a model from the canonical grid to source pixels.</summary>
internal static class SourceReconstruction
{
    private const double LargestErrorPixels = 4;

    /// <summary>Parallax in canonical pixels at which depth is half trusted.</summary>
    private const float HalfTrustedPixels = 4;

    public static Reconstruction From(ShotGeometry geometry, MetricDepth? metric, bool focalIsKnown)
    {
        var (model, pictures, tracks) = (geometry.Model, geometry.Pictures, geometry.Tracks);
        var state = model.State;
        var (sourceWidth, sourceHeight) = (pictures.Frames[0].Width, pictures.Frames[0].Height);
        var registered = Enumerable.Range(0, state.ViewCount).Where(v => model.Registered[v])
            .OrderBy(v => pictures.Frames[v].Index).ToArray();
        // The first view is the world, whichever end the shot was solved from.
        var firstFromWorld = registered.Length > 0 ? state.Pose(registered[0]) : Rigid3.Identity;
        var worldFromFirst = firstFromWorld.Inverse();
        var views = registered.Select(v => new View(
            pictures.Frames[v].Index,
            new Camera(
                pictures.Width, pictures.Height, state.Focal(v), state.Focal(v) * state.Aspect, state.Cx, state.Cy)
                .Resized(sourceWidth, sourceHeight),
            state.Pose(v) * worldFromFirst)).ToArray();

        var (toX, toY) = ((double)sourceWidth / pictures.Width, (double)sourceHeight / pictures.Height);
        var poses = Enumerable.Range(0, state.ViewCount).Select(state.Pose).ToArray();
        var points = new List<ScenePoint>();
        var (squares, count) = (0.0, 0);
        for (var track = 0; track < tracks.TrackCount; track++)
        {
            if (!model.Triangulated[track])
                continue;
            var sightings = new List<(int, Point2)>();
            var errors = 0.0;
            for (var o = tracks.Starts[track]; o < tracks.Starts[track + 1]; o++)
            {
                var error = model.ResidualPixels(poses, tracks, o);
                var view = Array.IndexOf(registered, tracks.ViewOf[o]);
                if (view < 0 || error > LargestErrorPixels)
                    continue;
                sightings.Add((view, new(
                    (tracks.Pixels[2 * o] + 0.5) * toX - 0.5, (tracks.Pixels[2 * o + 1] + 0.5) * toY - 0.5)));
                errors += error;
                squares += error * error;
                count++;
            }

            if (sightings.Count < 2)
                continue;
            var first = tracks.Starts[track];
            var (x, y) = ((int)Math.Round(tracks.Pixels[2 * first]), (int)Math.Round(tracks.Pixels[2 * first + 1]));
            var c = 3 * (Math.Clamp(y, 0, pictures.Height - 1) * pictures.Width + Math.Clamp(x, 0, pictures.Width - 1));
            var rgb = pictures.Rgb[tracks.ViewOf[first]];
            points.Add(new(
                firstFromWorld * state.Point(track), rgb[c], rgb[c + 1], rgb[c + 2],
                errors / sightings.Count * pictures.SourcePixels, sightings));
        }

        (double, double)? focal = focalIsKnown ? null : Scaled(CameraSolver.FocalInterval(tracks, model), toX);
        return new()
        {
            Model = model.Model,
            Views = views,
            Points = points,
            DepthMaps = metric is null ? [] : [.. registered.Select(v => Depth(geometry, metric, v))],
            FocalIntervalPixels = focal,
            ReprojectionErrorPixels = count == 0 ? null : Math.Sqrt(squares / count) * pictures.SourcePixels,
        };
    }

    private static (double, double) Scaled((double Low, double High) interval, double scale) =>
        (interval.Low * scale, interval.High * scale);

    private static DepthMap Depth(ShotGeometry geometry, MetricDepth metric, int view)
    {
        var (inverse, certainty) = (metric.InverseDepths[view]!, metric.Certainties[view]!);
        var (depth, confidence) = (new float[inverse.Length], new float[inverse.Length]);
        for (var g = 0; g < inverse.Length; g++)
            if (inverse[g] > 0)
                (depth[g], confidence[g]) = (1 / inverse[g], certainty[g] / (certainty[g] + HalfTrustedPixels));
        return new(
            geometry.Pictures.Frames[view].Index, geometry.Flows.GridWidth, geometry.Flows.GridHeight, depth,
            confidence);
    }
}
