using Plumbline.Vision;
using Plumbline.Vision.Mapping;
using Plumbline.Vision.Tracking;

namespace Plumbline.Alignment.Judges;

/// <summary>What the subspace judge finds in one shot.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="Parts">Measurements, the same ones in the same order for every scored shot.</param>
/// <param name="Tracks">Credit and weight of each track of each window.</param>
internal sealed record SubspaceShot(
    ShotVerdict Verdict, IReadOnlyList<Part> Parts, IReadOnlyList<(double Credit, double Weight)> Tracks)
{
    private const int FewestFrames = 5;
    private const int SmallestSide = 48;

    /// <summary>
    /// Motion that a window should have, as a share of the diagonal: how far its typical corner travels.
    /// </summary>
    private const double WindowMotion = 0.04;

    /// <summary>Below this motion of the whole shot the test has no power.</summary>
    private const double LeastMotion = 0.02;

    public int FrameCount => Verdict.LastFrame - Verdict.FirstFrame + 1;

    public static SubspaceShot Judge(Video video, Shot shot, CancellationToken token)
    {
        var (first, last) = (video.Frames[shot.FirstFrame].Index, video.Frames[shot.LastFrame].Index);
        SubspaceShot Without(string reason) => new(new(first, last) { Reason = reason }, [], []);

        // 1. Is there anything to test?
        if (Math.Min(video.Width, video.Height) < SmallestSide)
            return Without(
                $"The picture is {video.Width}×{video.Height} pixels; the test needs at least "
                + $"{SmallestSide} on each side.");
        var frames = shot.Distinct.Select(i => video.Frames[i]).ToArray();
        // Rigidity knows no direction of time: every shot is taken from its darker end, so that reversing it changes
        // nothing.
        if (Brightness(frames[0]) > Brightness(frames[^1]))
            Array.Reverse(frames);
        var pictures = TrackPictures.Prepare(frames);
        var fresh = pictures.Fresh();
        (pictures, frames) = (pictures.Only(fresh), [.. fresh.Select(place => frames[place])]);
        if (frames.Length < FewestFrames)
            return Without(
                $"Too few frames that show something new: {frames.Length}, and the test needs at "
                + $"least {FewestFrames}.");
        var steps = pictures.Steps(token);
        var motion = steps.Sum() / pictures.Diagonal;
        if (motion < LeastMotion)
            return Without(
                $"Hardly any motion in the picture: a corner travels {100 * motion:0.0} % of the diagonal, and the "
                + $"test needs {100 * LeastMotion:0} %.");

        // 2. Windows of equal motion, so that a slower clip is tested over more time and not over less motion.
        var windows = new List<SubspaceWindow>();
        foreach (var (places, centre) in SubspaceWindow.Plan(steps, WindowMotion * pictures.Diagonal))
        {
            token.ThrowIfCancellationRequested();
            var travelled = steps[places[0]..places[^1]].Sum() / pictures.Diagonal;
            if (SubspaceWindow.Test(pictures, places, centre, Math.Min(1, travelled / WindowMotion)) is { } window)
                windows.Add(window);
        }

        if (windows.All(window => window.Kept == 0))
            return Without(
                "Too few corners could be followed from frame to frame, or they cover too little of the picture.");

        // 3. All tests of all windows.
        var (credit, weight) = (
            windows.Sum(window => window.Credits.Sum()), windows.Sum(window => window.Weights.Sum()));
        var errors = windows.SelectMany(window => window.Errors).Order().ToArray();
        return new(
            new(first, last)
            {
                Score = 100 * credit / weight,
                Frames = [
                    .. frames.Select((frame, i) => OfFrame(frame, i, windows)).OrderBy(frame => frame.FrameIndex)],
            },
            [
                new("trackError", pictures.SourcePixels * errors[errors.Length / 2], "px", Direction.LowerIsBetter),
                new("tracksKept", 100.0 * windows.Sum(window => window.Kept) / windows.Sum(window =>
                    window.Kept + window.Lost), "%", Direction.HigherIsBetter),
                new("cornerMotion", 100 * motion, "% of diagonal", Direction.Descriptive),
            ],
            [.. windows.SelectMany(window => window.Tracks)]);
    }

    private static FrameVerdict OfFrame(Frame frame, int place, List<SubspaceWindow> windows)
    {
        var own = windows.Select(window => (Window: window, At: Array.IndexOf(window.Places, place)))
            .Where(entry => entry.At >= 0).ToArray();
        var weight = own.Sum(entry => entry.Window.Weights[entry.At]);
        return new(frame.Index, frame.Time.TotalSeconds)
        {
            Score = weight > 0 ? 100 * own.Sum(entry => entry.Window.Credits[entry.At]) / weight : null,
        };
    }

    private static long Brightness(Frame frame)
    {
        var sum = 0L;
        foreach (var level in frame.Rgb)
            sum += level;
        return sum;
    }
}
