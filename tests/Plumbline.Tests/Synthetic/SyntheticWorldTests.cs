using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Synthetic;

public sealed class SyntheticWorldTests
{
    public static TheoryData<CameraPath> Paths => [
        new OrbitPath(), new PanPath(), new TiltPath(), new DollyPath(), new TruckPath(), new CranePath(),
        new ZoomPath(), new HandHeldPath(), SplinePath.Gentle];

    [Fact]
    public void One_seed_gives_the_same_bytes()
    {
        var first = SyntheticWorld.FromSeed(5).Render(new OrbitPath(), 48, 32, 3);
        var second = SyntheticWorld.FromSeed(5).Render(new OrbitPath(), 48, 32, 3);

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(first.Video.Frames[i].Rgb, second.Video.Frames[i].Rgb));
    }

    [Fact]
    public void Different_seeds_give_different_worlds()
    {
        var names = Enumerable.Range(0, 10).Select(seed => string.Join(", ", SyntheticWorld.FromSeed(seed).SolidNames));

        Assert.Equal(10, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_world_has_room_for_every_path(CameraPath path)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var world = SyntheticWorld.FromSeed(seed);
            Assert.InRange(world.SolidNames.Count, 2, 6);

            var clip = world.Render(path, 12, 8, 3, new() { Truth = RenderedTruth.None });

            Assert.Equal(3, clip.Views.Count);
        }
    }

    [Fact]
    public void A_path_out_of_the_room_is_refused_with_the_frame()
    {
        var world = SyntheticWorld.FromSeed(1);

        var error = Assert.Throws<ArgumentException>(() => world.Render(new TruckPath(40), 12, 8, 3));

        Assert.Contains("frame 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solids_fill_a_visible_part_of_the_picture()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var clip = SyntheticWorld.FromSeed(seed).Render(new OrbitPath(), 48, 32, 1);

            var covered = clip.SolidMasks[0].Count(solid => solid > 0) / (48.0 * 32);
            Assert.InRange(covered, 0.02, 0.8);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Depth_and_cameras_predict_the_depth_of_the_next_frame(CameraPath path)
    {
        var clip = SyntheticWorld.FromSeed(4).Render(path, 96, 64, 9);

        var (agreeing, visible) = (0, 0);
        foreach (var (x, y, target, depth) in VisiblePixels(clip, 3))
        {
            visible++;
            agreeing += Math.Abs(Sample(clip.DepthMaps[4].Depth, 96, target) / depth - 1) < 0.01 ? 1 : 0;
        }

        Assert.True(visible > 96 * 64 / 2, $"{visible} pixels visible");
        Assert.True(agreeing > 0.97 * visible, $"{agreeing} of {visible} agree");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Flow_leads_to_the_same_colour(CameraPath path)
    {
        var clip = SyntheticWorld.FromSeed(4).Render(path, 96, 64, 9);

        var green = Array.ConvertAll(Plane(clip.Video.Frames[4]), value => (float)value);
        var (difference, count) = (0.0, 0);
        foreach (var (x, y, target, _) in VisiblePixels(clip, 3))
        {
            difference += Math.Abs(Sample(green, 96, target) - clip.Video.Frames[3].Rgb[3 * (y * 96 + x) + 1]);
            count++;
        }

        Assert.True(difference / count < 5, $"mean difference {difference / count:F2} of 255");
    }

    [Fact]
    public void Pan_and_zoom_leave_the_camera_in_place()
    {
        foreach (CameraPath path in new CameraPath[] { new PanPath(), new TiltPath(), new ZoomPath() })
        {
            var views = SyntheticWorld.FromSeed(2).Render(path, 12, 8, 5).Views;

            Assert.All(views, view => Assert.True(
                (view.CameraFromWorld.OriginInSource - views[0].CameraFromWorld.OriginInSource).Length < 1e-9));
        }
    }

    [Fact]
    public void Orbit_keeps_the_target_in_the_middle_of_the_picture()
    {
        var world = SyntheticWorld.FromSeed(2);

        foreach (var view in world.Render(new OrbitPath(), 96, 64, 5).Views)
        {
            var pixel = view.Camera.Project(view.CameraFromWorld * world.Home.Target);
            Assert.Equal(47.5, pixel.X, 1e-9);
            Assert.Equal(31.5, pixel.Y, 1e-9);
        }
    }

    [Fact]
    public void Easing_starts_and_ends_slowly_at_the_same_places()
    {
        var home = SyntheticWorld.FromSeed(2).Home;
        var (even, eased) = (new TruckPath(), new TruckPath { Easing = Easing.EaseInOut });

        Assert.Equal(even.PoseAt(home, 0), eased.PoseAt(home, 0));
        Assert.Equal(even.PoseAt(home, 1), eased.PoseAt(home, 1));
        Assert.True(Way(eased, 0, 0.1) < 0.5 * Way(even, 0, 0.1));

        double Way(CameraPath path, double from, double to) =>
            (path.PoseAt(home, to).CameraFromWorld.OriginInSource
                - path.PoseAt(home, from).CameraFromWorld.OriginInSource).Length;
    }

    private static IEnumerable<(int X, int Y, Point2 Target, double Depth)> VisiblePixels(RenderedClip clip, int frame)
    {
        var (now, next, flow) = (clip.Views[frame], clip.Views[frame + 1], clip.Flows[frame]);
        for (var i = 0; i < flow.Width * flow.Height; i++)
        {
            if (!flow.Visible[i] || clip.DepthMaps[frame].Confidence[i] == 0)
                continue;
            var (x, y) = (i % flow.Width, i / flow.Width);
            var point = now.CameraFromWorld.Inverse() * ((double)clip.DepthMaps[frame].Depth[i] * now.Camera.Unproject(
                new(x, y)));
            yield return (x, y, new(x + flow.X[i], y + flow.Y[i]), (next.CameraFromWorld * point).Z);
        }
    }

    private static byte[] Plane(Frame frame) =>
        [.. Enumerable.Range(0, frame.Width * frame.Height).Select(i => frame.Rgb[3 * i + 1])];

    private static double Sample(float[] plane, int width, Point2 at)
    {
        var height = plane.Length / width;
        var (left, top) = (Math.Clamp((int)at.X, 0, width - 2), Math.Clamp((int)at.Y, 0, height - 2));
        var (u, v) = (at.X - left, at.Y - top);
        var i = top * width + left;
        return (1 - v) * ((1 - u) * plane[i] + u * plane[i + 1])
            + v * ((1 - u) * plane[i + width] + u * plane[i + width + 1]);
    }
}
