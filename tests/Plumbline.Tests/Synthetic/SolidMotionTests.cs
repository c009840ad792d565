using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Synthetic;

public sealed class SolidMotionTests
{
    public static TheoryData<SolidMotion> Motions => [
        new DriftMotion(new(0.3, 0, 0)), new SwayMotion(new(0.2, 0, 0)), new BreatheMotion(0.2), new WobbleMotion(0.2),
        new SwimMotion(0.1)];

    [Theory]
    [MemberData(nameof(Motions))]
    public void A_motion_changes_the_solid_and_leaves_the_first_frame_alone(SolidMotion motion)
    {
        var world = SyntheticWorld.FromSeed(8);

        var (rigid, broken) = (
            world.Render(new OrbitPath(), 96, 64, 4), world.With(0, motion).Render(new OrbitPath(), 96, 64, 4));

        Assert.Equal(rigid.Video.Frames[0].Rgb, broken.Video.Frames[0].Rgb);
        Assert.NotEqual(rigid.Video.Frames[3].Rgb, broken.Video.Frames[3].Rgb);
        Assert.Equal(rigid.Views, broken.Views);
    }

    [Theory]
    [MemberData(nameof(Motions))]
    public void A_motion_leaves_the_picture_alone_far_from_the_solid(SolidMotion motion)
    {
        var world = SyntheticWorld.FromSeed(8);

        var rigid = world.Render(new PanPath(), 96, 64, 3).Video.Frames[2].Rgb;
        var broken = world.With(0, motion).Render(new PanPath(), 96, 64, 3).Video.Frames[2].Rgb;

        var topRow = 3 * 96;
        Assert.Equal(rigid[..topRow], broken[..topRow]);
    }

    [Fact]
    public void Flow_follows_a_solid_that_slides()
    {
        var world = SyntheticWorld.FromSeed(8).With(0, new SwayMotion(new(0.3, 0, 0)));
        var clip = world.Render(new PanPath(0), 96, 64, 9);

        var moved = Enumerable.Range(0, 96 * 64).Where(i => clip.SolidMasks[0][i] == 1 && clip.Flows[0].Visible[i])
            .ToList();
        var still = Enumerable.Range(0, 96 * 64).Where(i => clip.SolidMasks[0][i] == 0).ToList();

        Assert.NotEmpty(moved);
        Assert.True(moved.Average(i => clip.Flows[0].X[i]) > 1, $"{moved.Average(i => clip.Flows[0].X[i]):F2} px");
        Assert.All(still, i => Assert.Equal(0, clip.Flows[0].X[i], 1e-3));
    }

    [Fact]
    public void The_demo_renders_two_clips_that_share_the_camera()
    {
        var demo = DemoClips.Render(width: 72, height: 48, frameCount: 5);

        Assert.Equal(demo.Clean.Views, demo.Damaged.Views);
        Assert.Equal(demo.Clean.Video.Frames[0].Rgb, demo.Damaged.Video.Frames[0].Rgb);
        Assert.NotEqual(demo.Clean.Video.Frames[3].Rgb, demo.Damaged.Video.Frames[3].Rgb);
    }
}
