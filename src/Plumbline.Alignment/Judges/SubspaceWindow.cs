using Plumbline.Vision.Tracking;

namespace Plumbline.Alignment.Judges;

/// <summary>The tests of one short run of frames.</summary>
/// <param name="Places">Places of the frames in the shot, int[L].</param>
/// <param name="Credits">Credit of each frame's tests, double[L].</param>
/// <param name="Weights">Weight of each frame's tests, double[L].</param>
/// <param name="Tracks">Credit and weight of each track.</param>
/// <param name="Errors">
/// Distance between where a track is and where the other frames say, pixels, of every test.
/// </param>
/// <param name="Kept">Sightings of tracks.</param>
/// <param name="Lost">Sightings that should be inside the picture and are not there.</param>
internal sealed record SubspaceWindow(
    int[] Places, double[] Credits, double[] Weights, IReadOnlyList<(double Credit, double Weight)> Tracks,
    IReadOnlyList<double> Errors, int Kept, int Lost)
{
    private const int MostFrames = 7;
    private const int FewestFrames = 5;
    private const int MostWindows = 8;
    private const int FewestTracks = 24;
    private const int Cells = 8;
    private const int FewestCells = 10;

    /// <summary>
    /// Error from which on a test is worth half, as a share of the diagonal; 0.4 pixels at 128 × 128.
    /// </summary>
    private const double Tolerance = 0.0022;

    /// <summary>
    /// A lost sighting may have been hidden by what is nearer, so it says half as much as one that is off.
    /// </summary>
    private const double LostWeight = 0.5;

    /// <summary>Sightings nearer to the border than this share of the diagonal may be lost by leaving.</summary>
    private const double Margin = 0.05;

    /// <summary>Chooses windows.</summary>
    /// <param name="steps">Motion from each frame to the next, pixels.</param>
    /// <param name="motion">Motion that a window should have, pixels.</param>
    /// <returns>The frames of each window and which of them is its centre.</returns>
    public static IEnumerable<(int[] Places, int Centre)> Plan(double[] steps, double motion)
    {
        var travelled = new double[steps.Length + 1];
        for (var i = 0; i < steps.Length; i++)
            travelled[i + 1] = travelled[i] + steps[i];
        var all = travelled[^1];
        var count = Math.Clamp((int)Math.Ceiling(2 * all / motion) - 1, 1, MostWindows);
        var seen = new HashSet<(int, int)>();
        for (var k = 0; k < count; k++)
        {
            var from = count == 1 ? 0 : (all - motion) * k / (count - 1);
            var left = Math.Max(0, Array.FindLastIndex(travelled, at => at <= from + 1e-9));
            var right = Array.FindIndex(travelled, at => at >= Math.Min(all, from + motion) - 1e-9);
            while (right - left + 1 < FewestFrames)
                (left, right) = (Math.Max(0, left - 1), Math.Min(steps.Length, right + 1));
            if (!seen.Add((left, right)))
                continue;
            var frames = Math.Min(MostFrames, right - left + 1);
            yield return ([.. Enumerable.Range(0, frames)
                .Select(i => (int)Math.Round(left + (double)(right - left) * i / (frames - 1)))], frames / 2);
        }
    }

    /// <summary>Tests a window.</summary>
    /// <param name="pictures">Pictures of the shot.</param>
    /// <param name="places">Its frames.</param>
    /// <param name="centre">Which of them is its centre.</param>
    /// <param name="motionShare">
    /// Its motion as a share of what it should have, at most 1: less motion, less tolerance.
    /// </param>
    /// <returns>
    /// The tests; absent where the centre has too few corners. Where it has and they are lost, all of them are lost
    /// tests.
    /// </returns>
    public static SubspaceWindow? Test(TrackPictures pictures, int[] places, int centre, double motionShare)
    {
        // 1. Tracks, and cameras from those that reach from end to end.
        var window = TrackWindow.Follow(pictures, places, centre);
        int[] every = [.. Enumerable.Range(0, window.Count)];
        if (window.Count < FewestTracks || CellsOf(window, every, pictures) < FewestCells)
            return null;
        int[] complete = [.. every.Where(window.IsComplete)];
        if (complete.Length < FewestTracks || CellsOf(window, complete, pictures) < FewestCells)
            return Lose(places, window.Count);
        var size = pictures.Diagonal / 2;
        double[] Centred(double[] points, int p) =>
            [
                (points[2 * p] - (pictures.Width - 1) / 2.0) / size,
                (points[2 * p + 1] - (pictures.Height - 1) / 2.0) / size];
        var tolerance = Tolerance * pictures.Diagonal * motionShare;
        if (ProjectiveFactorization.Fit([.. window.Points.Select(points =>
            complete.SelectMany(p => Centred(points, p)).ToArray())], tolerance / size) is not { } cameras)
            return Lose(places, window.Count);

        // 2. Every sighting against what the other frames say.
        var (credits, weights) = (new double[places.Length], new double[places.Length]);
        var (tracks, errors) = (new List<(double, double)>(), new List<double>());
        var (kept, lost) = (0, 0);
        for (var p = 0; p < window.Count; p++)
        {
            bool[] isSeen = [.. window.Found.Select(frame => frame[p])];
            double[] own = [.. window.Points.SelectMany(points => Centred(points, p))];
            var predicted = cameras.Predict(own, isSeen);
            var (credit, weight) = (0.0, 0.0);
            for (var t = 0; t < places.Length; t++)
            {
                if (predicted[t] is not { } point)
                    continue;
                if (isSeen[t])
                {
                    var error = size * Math.Sqrt(
                        Math.Pow(point.X - own[2 * t], 2) + Math.Pow(point.Y - own[2 * t + 1], 2));
                    var worth = 1 / (1 + error * error / (tolerance * tolerance));
                    (credits[t], weights[t], credit, weight) =
                        (credits[t] + worth, weights[t] + 1, credit + worth, weight + 1);
                    errors.Add(error);
                    kept++;
                }
                else if (IsWellInside(point, size, pictures))
                {
                    (weights[t], weight) = (weights[t] + LostWeight, weight + LostWeight);
                    lost++;
                }
            }

            if (weight > 0)
                tracks.Add((credit, weight));
        }

        return new(places, credits, weights, tracks, errors, kept, lost);
    }

    private static SubspaceWindow Lose(int[] places, int corners)
    {
        var weights = Array.ConvertAll(places, _ => LostWeight * corners);
        return new(
            places, new double[places.Length], weights,
            [.. Enumerable.Repeat((0.0, LostWeight * places.Length), corners)], [], 0,
            corners * places.Length);
    }

    private static bool IsWellInside((double X, double Y) point, double size, TrackPictures pictures)
    {
        var margin = Margin * pictures.Diagonal;
        return Math.Abs(point.X) * size < (pictures.Width - 1) / 2.0 - margin
            && Math.Abs(point.Y) * size < (pictures.Height - 1) / 2.0 - margin;
    }

    // Tracks in one corner of the picture test nothing but that corner.
    private static int CellsOf(TrackWindow window, int[] tracks, TrackPictures pictures)
    {
        var points = window.Points[window.Centre];
        return tracks.Select(p =>
            ((int)(points[2 * p] * Cells / pictures.Width), (int)(points[2 * p + 1] * Cells / pictures.Height)))
            .Distinct().Count();
    }
}
