using Plumbline.Vision.Tracking;

namespace Plumbline.Tests.Tracking;

public sealed class ProjectiveFactorizationTests
{
    private const int Frames = 7;
    private const int Points = 60;

    [Fact]
    public void The_other_frames_tell_where_a_rigid_point_is()
    {
        var tracks = Scene();

        var cameras = ProjectiveFactorization.Fit(tracks, 0.004)!;

        // 0.0003 of half a diagonal is a fortieth of a pixel at 128 × 128.
        Assert.All(Enumerable.Range(0, Points), p =>
            Assert.All(Errors(cameras, tracks, p), error => Assert.InRange(error, 0, 3e-4)));
    }

    [Fact]
    public void A_track_that_jumps_is_not_where_the_others_say_and_has_no_say()
    {
        var tracks = Scene();
        for (var p = 0; p < 9; p++)
            tracks[3][2 * p] += 0.05;

        var cameras = ProjectiveFactorization.Fit(tracks, 0.004)!;

        Assert.All(Enumerable.Range(0, 9), p => Assert.InRange(Errors(cameras, tracks, p)[3], 0.04, 0.06));
        Assert.All(Enumerable.Range(9, Points - 9), p => Assert.InRange(Errors(cameras, tracks, p)[3], 0, 3e-3));
        Assert.True(cameras.Weights[..9].Max() < 0.3 * cameras.Weights[9..].Min());
    }

    [Fact]
    public void A_camera_that_only_turns_is_a_rigid_scene_too()
    {
        var tracks = Scene(travel: 0);

        var cameras = ProjectiveFactorization.Fit(tracks, 0.004)!;

        Assert.All(Enumerable.Range(0, Points), p =>
            Assert.All(Errors(cameras, tracks, p), error => Assert.InRange(error, 0, 1e-3)));
    }

    [Fact]
    public void A_frame_is_told_only_by_three_others()
    {
        var tracks = Scene();
        var cameras = ProjectiveFactorization.Fit(tracks, 0.004)!;

        var predicted = cameras.Predict(Track(tracks, 5), [true, false, true, true, false, false, false]);

        Assert.Null(predicted[0]);
        Assert.NotNull(predicted[1]);
    }

    [Fact]
    public void Too_few_tracks_tell_no_cameras()
    {
        Assert.Null(ProjectiveFactorization.Fit([.. Scene().Select(frame => frame[..22])], 0.004));
    }

    // Points 3 to 6 m away, seen by a camera that turns by 10° and moves by 0.5 m: pixels over half a diagonal.
    private static double[][] Scene(double travel = 0.5)
    {
        var random = new Random(3);
        (double X, double Y, double Z)[] points =
            [.. Enumerable.Range(0, Points).Select(
                _ => (3 * random.NextDouble() - 1.5, 2 * random.NextDouble() - 1, 3 + 3 * random.NextDouble()))];
        return [.. Enumerable.Range(0, Frames).Select(t =>
        {
            var share = t / (Frames - 1.0) - 0.5;
            var (cosine, sine) = (Math.Cos(share * Math.PI / 18), Math.Sin(share * Math.PI / 18));
            return points.SelectMany(point =>
            {
                var x = point.X - travel * share;
                var (u, w) = (cosine * x - sine * point.Z, sine * x + cosine * point.Z);
                return new[] { 1.3 * u / w, 1.3 * point.Y / w };
            }).ToArray();
        })];
    }

    private static double[] Track(double[][] tracks, int p) =>
        [.. tracks.SelectMany(frame => new[] { frame[2 * p], frame[2 * p + 1] })];

    private static double[] Errors(ProjectiveFactorization cameras, double[][] tracks, int p)
    {
        var predicted = cameras.Predict(Track(tracks, p), [.. Enumerable.Repeat(true, Frames)]);
        return [.. predicted.Select((point, t) => Math.Sqrt(
            Math.Pow(point!.Value.X - tracks[t][2 * p], 2) + Math.Pow(point.Value.Y - tracks[t][2 * p + 1], 2)))];
    }
}
