using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Metrics;

public sealed class ReferenceGeometryTests
{
    private static readonly Matrix3 K = new(20, 0, 7.5, 0, 20, 5.5, 0, 0, 1);

    [Fact]
    public void Depth_of_one_wall_is_consistent_over_views()
    {
        GeometryView[] views = [.. Enumerable.Range(0, 3).Select(i => Wall(new(0.1 * i, 0, 0), depth: 4))];

        Assert.InRange(MultiViewConsistency.Score(views)!.Value, 0.85, 1);
        Assert.Equal(1, MultiViewConsistency.Score([views[0], views[0]])!.Value, 9);
    }

    [Fact]
    public void Depth_that_disagrees_costs_its_square()
    {
        var error = MultiViewConsistency.SquaredDisagreement(Wall(default, depth: 4), Wall(default, depth: 5));

        Assert.Equal(1, error!.Value, 9);
    }

    [Fact]
    public void Views_that_share_nothing_have_no_consistency() =>
        Assert.Null(MultiViewConsistency.Score([Wall(default, depth: 4), Wall(new(1000, 0, 0), depth: 4)]));

    [Fact]
    public void Pixels_without_depth_are_not_read()
    {
        var (holes, full) = (Wall(default, depth: 4), Wall(default, depth: 4));
        for (var i = 0; i < 60; i++)
            (holes.Depth.Confidence[i], holes.Depth.Depth[i]) = (0, 1e9f);

        Assert.Equal(0, MultiViewConsistency.SquaredDisagreement(holes, full)!.Value, 9);
        Assert.Equal(0, MultiViewConsistency.SquaredDisagreement(full, holes)!.Value, 9);
    }

    [Fact]
    public void A_camera_at_rest_does_not_move()
    {
        var pose = new Rigid3(Rigid3.RotationFromAxisAngle(new(0.3, -0.2, 0.1)), new(1, 2, 3));

        Assert.Equal(0, CameraMotion.Norm([pose, pose, pose]));
    }

    [Fact]
    public void Motion_is_the_mean_step_and_a_tenth_of_the_mean_angle()
    {
        var turned = new Rigid3(Rigid3.RotationFromAxisAngle(new(0, 0.5, 0)), new(0, 3, 0));

        Assert.Equal((3 + 0.1 * 0.5) / 2, CameraMotion.Norm([Rigid3.Identity, turned, turned])!.Value, 12);
    }

    [Fact]
    public void One_pose_or_a_broken_one_has_no_motion()
    {
        Assert.Null(CameraMotion.Norm([Rigid3.Identity]));
        Assert.Null(CameraMotion.Norm([Rigid3.Identity, new(Matrix3.Identity, new(double.NaN, 0, 0))]));
    }

    [Fact]
    public void The_most_confident_points_are_kept_with_their_ties()
    {
        var pictures = new UnitPictures([0.1f, 0.2f, 0.3f, 0.4f, 0, 0, 0, 0, 1, 1, 1, 1], 1, 2, 2);

        var cloud = ColouredPoints.OfMostConfident(
            [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0], [0.5f, float.NaN, 0.5f, 0.9f], pictures, droppedPercent: 60);

        Assert.Equal([0f, 2f, 3f], cloud.Positions.Where((_, i) => i % 3 == 0));
        Assert.Equal(0.3f * 255, cloud.Colours[3]);
    }

    [Fact]
    public void Dropping_everything_keeps_the_most_confident_point()
    {
        var pictures = new UnitPictures(new float[6], 1, 1, 2);

        Assert.Equal(1, ColouredPoints.OfMostConfident(new float[6], [1, 2], pictures, droppedPercent: 100).Count);
        Assert.Equal(0, ColouredPoints.OfMostConfident(new float[6], [0, 1e-6f], pictures, droppedPercent: 0).Count);
    }

    [Fact]
    public void The_nearest_point_is_seen_and_of_equals_the_first()
    {
        var points = new ColouredPoints([0, 0, 4, 0, 0, 2, 0, 0, 2], [200, 0, 0, 0, 200.9f, 0, 0, 0, 200]);

        var picture = PointSplatting.Render(points, K, Rigid3.Identity, 16, 12, background: (9, 9, 9));

        Assert.Equal([0, 200, 0], picture.Rgb[(3 * (6 * 16 + 8))..][..3]);
        Assert.Equal(16 * 12 - 1, picture.Rgb.Chunk(3).Count(pixel => pixel is [9, 9, 9]));
    }

    [Fact]
    public void A_world_without_a_level_above_one_is_rendered_bright_as_the_reference_does()
    {
        var picture = PointSplatting.Render(new([0, 0, 2], [1, 0.5f, 0]), K, Rigid3.Identity, 16, 12);

        Assert.Equal([255, 127, 0], picture.Rgb[(3 * (6 * 16 + 8))..][..3]);
    }

    [Fact]
    public void Points_behind_the_camera_are_not_seen() =>
        Assert.All(
            PointSplatting.Render(new([0, 0, -2], [200, 200, 200]), K, Rigid3.Identity, 16, 12).Rgb,
            level => Assert.Equal(0, level));

    [Fact]
    public void Points_of_a_view_land_on_their_own_pixels()
    {
        var view = Wall(new(0.3, -0.2, 0.5), depth: 4) with
        {
            CameraFromWorld = new(Rigid3.RotationFromAxisAngle(new(0.1, 0.2, 0.3)), new(1, 2, 3)),
        };
        var colours = Enumerable.Range(0, 16 * 12 * 3).Select(i => (float)(i % 251)).ToArray();

        var picture = PointSplatting.Render(new(view.WorldPoints(), colours), K, view.CameraFromWorld, 16, 12);

        Assert.Equal(colours.Select(colour => (byte)colour), picture.Rgb);
    }

    private static GeometryView Wall(Vector3 centre, float depth)
    {
        var map = new DepthMap(0, 16, 12, [.. Enumerable.Repeat(depth, 16 * 12)], [.. Enumerable.Repeat(1f, 16 * 12)]);
        return new(K, new(Matrix3.Identity, -centre), map);
    }
}
