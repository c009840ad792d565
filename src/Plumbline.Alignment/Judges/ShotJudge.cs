using Plumbline.Vision;
using Plumbline.Vision.Depth;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>Judges one shot: samples it, solves its geometry, tests each frame against the others, and says what it found.</summary>
internal static class ShotJudge
{
    private const int FewestFrames = 3;
    private const int SmallestSide = 32;

    /// <summary>Share of the picture that must have texture.</summary>
    private const double LeastTexture = 0.02;

    /// <summary>Share of all predictions that must test something.</summary>
    private const double LeastTests = 0.02;

    public static ShotResult Judge(Video video, Shot shot, GeometryJudgeOptions options, CancellationToken cancellationToken)
    {
        var (first, last) = (video.Frames[shot.FirstFrame].Index, video.Frames[shot.LastFrame].Index);
        ShotResult Without(string reason) => ShotResult.Unscorable(first, last, reason);

        // 1. Is there anything to test?
        if (Math.Min(video.Width, video.Height) < SmallestSide)
            return Without($"The picture is {video.Width}×{video.Height} pixels; the test needs at least {SmallestSide} on each side.");
        var frames = shot.Sample(options.FrameCount).Select(i => video.Frames[i]).ToArray();
        if (frames.Length < FewestFrames)
            return Without(shot.LastFrame - shot.FirstFrame + 1 < FewestFrames
                ? $"Too few frames: {shot.LastFrame - shot.FirstFrame + 1}, and the test needs at least {FewestFrames}."
                : $"Nothing moves: only {frames.Length} of {shot.LastFrame - shot.FirstFrame + 1} frames differ from the one before.");

        // 2. Geometry, then the test.
        var geometry = ShotGeometry.Solve(frames, new(options.Intrinsics, options.FocalScale), cancellationToken);
        var textured = geometry.Textures.Average(t => t.TestableShare);
        if (textured < LeastTexture)
            return Without($"Too little texture: {100 * textured:0.0} % of the picture could be tested, and the test needs {100 * LeastTexture:0} %.");
        var tests = new LeaveOneOut(geometry.Pictures, geometry.Flows, geometry.Views, geometry.Textures, new()).Run();
        cancellationToken.ThrowIfCancellationRequested();
        var (weight, credit) = (tests.Sum(t => t.Weight), tests.Sum(t => t.Credit));
        var predictions = tests.Sum(t => (double)t.Predictions);
        if (weight < LeastTests * predictions)
            return Without("Hardly any motion in the picture: a still camera proves nothing about the world.");

        var score = 100 * credit / weight;
        return new(
            new(first, last)
            {
                Score = score,
                Model = geometry.Model.Model,
                Frames = [.. tests.Select(t => new FrameVerdict(frames[t.Frame].Index, frames[t.Frame].Time.TotalSeconds)
                {
                    Score = t.Weight > 0 ? 100 * t.Credit / t.Weight : null,
                })],
            },
            [new("testableShare", 100 * weight / predictions, "%", Direction.Descriptive)],
            [.. tests.Select(t => t.Credit)],
            [.. tests.Select(t => t.Weight)]);
    }
}
