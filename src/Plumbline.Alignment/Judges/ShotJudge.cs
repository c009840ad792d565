using Plumbline.Vision;
using Plumbline.Vision.Depth;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// Judges one shot: samples it, solves its geometry, tests each frame against the others, and says what it found.
/// </summary>
internal static class ShotJudge
{
    private const int FewestFrames = 3;
    private const int SmallestSide = 32;

    /// <summary>Share of the picture that must have texture.</summary>
    private const double LeastTexture = 0.02;

    /// <summary>Share of all predictions that must test something.</summary>
    private const double LeastTests = 0.02;

    /// <summary>Explained share from which no other explanation is tried.</summary>
    private const double Convincing = 0.85;

    /// <summary>From this credit on a pixel of the map is drawn as explained.</summary>
    private const double ExplainedCredit = 0.5;

    public static ShotResult Judge(
        Video video, Shot shot, GeometryJudgeOptions options, CancellationToken cancellationToken)
    {
        var (first, last) = (video.Frames[shot.FirstFrame].Index, video.Frames[shot.LastFrame].Index);
        ShotResult Without(string reason) => ShotResult.Unscorable(first, last, reason);

        // 1. Is there anything to test?
        if (Math.Min(video.Width, video.Height) < SmallestSide)
            return Without(
                $"The picture is {video.Width}×{video.Height} pixels; the test needs at least "
                + $"{SmallestSide} on each side.");
        var frames = shot.Sample(options.FrameCount).Select(i => video.Frames[i]).ToArray();
        if (RunsBackwards(frames))
            Array.Reverse(frames);
        if (frames.Length < FewestFrames)
            return Without(shot.LastFrame - shot.FirstFrame + 1 < FewestFrames
                ? $"Too few frames: {shot.LastFrame - shot.FirstFrame + 1}, and the test needs at least {FewestFrames}."
                : $"Nothing moves: only {frames.Length} of {shot.LastFrame - shot.FirstFrame + 1} frames differ from the one before.");

        // 2. Geometry, then the test.
        var geometry = ShotGeometry.Solve(frames, new(options.Intrinsics, options.FocalScale), cancellationToken);
        var textured = geometry.Textures.Average(t => t.TestableShare);
        if (textured < LeastTexture)
            return Without(
                $"Too little texture: {100 * textured:0.0} % of the picture could be tested, and the test needs "
                + $"{100 * LeastTexture:0} %.");
        var tests = Test(geometry);
        if (Share(tests) < Convincing && geometry.OtherViews is { } others)
        {
            // A clip is as rigid as the best rigid explanation that can be found for it.
            var other = geometry with { Views = others };
            var otherTests = Test(other);
            if (Share(otherTests) > Share(tests))
                (geometry, tests) = (other, otherTests);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var moving = options.Scene == SceneKind.Dynamic
            ? tests.Select(t => MovingRegions.Segment(t, geometry.Flows.GridWidth)).ToArray()
            : null;
        var movingShare = moving?.Average(m => (double)m.Count(x => x) / m.Length);
        var everything = tests.Sum(t => t.Weight);
        if (moving is not null)
            tests = [.. tests.Select((t, i) => t.Without(moving[i]))];
        var weight = tests.Sum(t => t.Weight);
        if (weight < LeastTests * tests.Sum(t => (double)t.Predictions) || weight == 0)
        {
            if (everything > weight)
                return Without("Everything that moves, moves by itself: nothing is left that a moving camera shows.");
            if (geometry.MovedShare < LeastTests)
                return Without("Hardly any motion in the picture: a still camera proves nothing about the world.");
        }

        // 3. Where full reconstruction fails, pairs of frames still order the clips.
        var score = 100 * Share(tests);
        var model = geometry.Model.Model;
        if (score < TwoViewSupport.Ceiling && TwoViewSupport.Measure(geometry) is { } support && support > score)
            (score, model) = (support, CameraModel.TwoView);

        // 4. Parts, maps and words.
        var measured = ShotMeasurements.Take(geometry, tests, moving);
        cancellationToken.ThrowIfCancellationRequested();
        var parts = measured.Shot().ToList();
        if (movingShare is { } share)
            parts.Add(new("movingShare", 100 * share, "%", Direction.Descriptive));
        return new(
            new(first, last)
            {
                Score = score,
                Model = model,
                Reconstruction = model == CameraModel.TwoView
                    ? null
                    : SourceReconstruction.From(
                        geometry, measured.Metric, options.Intrinsics is not null || options.FocalScale is not null),
                Frames = [.. tests.Select((t, i) => new FrameVerdict(frames[i].Index, frames[i].Time.TotalSeconds)
                {
                    Score = t.Weight > 0 ? 100 * t.Credit / t.Weight : null,
                    Parts = measured.Frame(i),
                    Evidence = options.KeepEvidence
                        ? EvidenceMaps.Draw(geometry, measured, t, moving?[i], ExplainedCredit)
                        : null,
                }).OrderBy(f => f.FrameIndex)],
                Findings = Findings.Describe(
                    [.. tests.OrderBy(t => frames[t.Frame].Index)], [.. frames.Select(f => f.Index).Order()],
                    geometry.Flows.GridWidth, geometry.Pictures.SourcePixels),
            },
            parts,
            [.. tests.Select(t => t.Credit)],
            [.. tests.Select(t => t.Weight)]);
    }

    private static FrameTest[] Test(ShotGeometry geometry) =>
        new LeaveOneOut(geometry.Pictures, geometry.Flows, geometry.Views, geometry.Textures, new()).Run();

    private static double Share(FrameTest[] tests) =>
        tests.Sum(t => t.Weight) is > 0 and var weight ? tests.Sum(t => t.Credit) / weight : 0;

    // Rigidity knows no direction of time. Every shot is solved from its darker end, so that reversing it changes
    // nothing.
    private static bool RunsBackwards(Frame[] frames) => frames.Length > 1
        && Brightness(frames[0]) > Brightness(frames[^1]);

    private static long Brightness(Frame frame)
    {
        var sum = 0L;
        foreach (var level in frame.Rgb)
            sum += level;
        return sum;
    }
}
