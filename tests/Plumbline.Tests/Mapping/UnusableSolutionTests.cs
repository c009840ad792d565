using Plumbline.Vision;
using Plumbline.Vision.Depth;
using Plumbline.Vision.Mapping;

namespace Plumbline.Tests.Mapping;

/// <summary>
/// What Ceres cannot solve must not end the judging of a clip. A sighting that is no number is such an input.
/// </summary>
public sealed class UnusableSolutionTests
{
    private const int ViewCount = 4;
    private const double Focal = 300;
    private const int TrackCount = 20;

    [Fact]
    public void The_adjuster_says_so_and_leaves_the_state_as_it_was()
    {
        var tracks = Tracks();
        var state = State();
        Array.Fill(state.Points, 1);
        var before = state.Clone();

        var cost = BundleAdjustment.Run(
            state, tracks.ViewOf, tracks.TrackOf, tracks.Pixels, lossPixels: 0.7, maxIterations: 5);

        Assert.Null(cost);
        Assert.Equal(before.Points, state.Points);
        Assert.Equal(before.Poses, state.Poses);
    }

    [Fact]
    public void Projective_views_stay_as_they_were()
    {
        var view = new ProjectiveView(Matrix3.Identity, default);
        var points = Enumerable.Repeat(1.0, 3 * TrackCount).ToArray();
        bool[] use = [.. Enumerable.Repeat(true, TrackCount)];

        var refined = ProjectiveView.Refine([view, view, view, view], Tracks(), [0, 1, 2, 3], points, use, 5);

        Assert.All(refined, one => Assert.Same(view, one));
    }

    // A camera that turns before points far away, and one sighting that is no number.
    private static FeatureTracks Tracks()
    {
        var tracks = new List<List<(int View, double X, double Y)>>();
        for (var track = 0; track < TrackCount; track++)
        {
            var sightings = new List<(int View, double X, double Y)>();
            for (var view = 0; view < ViewCount; view++)
            {
                var point = Rigid3.RotationFromAxisAngle(new(0, 0.02 * view, 0)) * new Vector3(
                    track % 5 * 0.1 - 0.2, track / 5 * 0.1 - 0.2, 1);
                sightings.Add((view, Focal * point.X / point.Z + 160, Focal * point.Y / point.Z + 120));
            }

            tracks.Add(sightings);
        }

        tracks[7][2] = (2, double.NaN, 120);
        return FeatureTracks.Build(ViewCount, tracks);
    }

    private static BundleState State() => new()
    {
        ViewCount = ViewCount,
        PointCount = TrackCount,
        Poses = new double[6 * ViewCount],
        LogFocals = [.. Enumerable.Repeat(Math.Log(Focal), ViewCount)],
        Points = new double[3 * TrackCount],
        Cx = 160,
        Cy = 120,
        Aspect = 1,
        FocalMode = FocalMode.Fixed,
        PriorLogFocal = Math.Log(Focal),
    };
}
