using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Metrics;

public sealed class EpipolarTests
{
    private const double ReferenceFloorPixels = 1e-4;

    [Fact]
    public void Matches_of_a_rigid_scene_fit_to_the_floor()
    {
        var (first, second) = Matches(40);

        Assert.Equal(ReferenceFloorPixels, EpipolarConsistency.MeanDistancePixels(first, second)!.Value, 6);
    }

    [Fact]
    public void The_fit_has_rank_two_and_last_entry_one()
    {
        var (first, second) = Matches(20);

        var fundamental = EightPointFit.Fundamental(first, second)!.Value;

        Assert.Equal(0, fundamental.Determinant, 12);
        Assert.Equal(1, fundamental.M22, 6);
    }

    [Fact]
    public void One_outlier_bends_the_unweighted_fit()
    {
        var (first, second) = Matches(40);

        var bent = EpipolarConsistency.MeanDistancePixels([.. first, new(10, 10)], [.. second, new(300, 250)]);

        Assert.True(bent > 0.1);
    }

    [Fact]
    public void Fewer_than_eight_matches_fix_no_geometry()
    {
        var (first, second) = Matches(7);

        Assert.Null(EpipolarConsistency.MeanDistancePixels(first, second));
    }

    [Fact]
    public void Matches_that_are_not_finite_fix_no_geometry()
    {
        var (first, second) = Matches(20);

        Assert.Null(EpipolarConsistency.MeanDistancePixels([new(double.NaN, 0), .. first], [new(0, 0), .. second]));
    }

    [Fact]
    public void Flat_pictures_have_no_error()
    {
        var flat = new Frame([.. Enumerable.Repeat((byte)128, 3 * 64 * 64)], 64, 64);

        var errors = EpipolarConsistency.PairErrorsPixels([flat, flat]);

        Assert.Equal([null], errors);
        Assert.Null(EpipolarConsistency.Mean(errors));
    }

    private static (IReadOnlyList<Point2> First, IReadOnlyList<Point2> Second) Matches(int count)
    {
        var random = new Random(5);
        var camera = Camera.Centred(320, 240, 300);
        var secondFromFirst = new Rigid3(Rigid3.RotationFromAxisAngle(new(0.02, -0.05, 0.01)), new(0.4, 0.1, 0.2));
        double In(double low, double high) => low + (high - low) * random.NextDouble();
        var points = Enumerable.Range(0, count).Select(_ => new Vector3(In(-2, 2), In(-1.5, 1.5), In(4, 8))).ToList();
        return ([.. points.Select(camera.Project)],
            [.. points.Select(point => camera.Project(secondFromFirst * point))]);
    }
}
