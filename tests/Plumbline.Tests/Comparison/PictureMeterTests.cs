using Plumbline.Alignment.Comparison;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Comparison;

public sealed class PictureMeterTests
{
    private static readonly Video World =
        SyntheticWorld.FromSeed(7)
            .Render(new TruckPath(), 128, 96, 9, new() { FramesPerSecond = 8, Truth = RenderedTruth.None }).Video;

    [Fact]
    public void A_still_clip_moves_and_flickers_not_at_all()
    {
        var still = Play(World, _ => World.Frames[0]);

        Assert.Equal(0, Value(still, "dynamicDegree"), 1e-3);
        Assert.Equal(0, Value(still, "dynamicClips"));
        Assert.Equal(0, Value(still, "temporalFlicker"), 1e-3);
    }

    [Fact]
    public void Twice_the_speed_is_about_twice_the_degree()
    {
        var fast = new Video([.. World.Frames.Where((_, i) => i % 2 == 0)
            .Select((frame, i) => frame.At(i, TimeSpan.FromSeconds(i / 8.0)))], 8);

        Assert.InRange(Value(fast, "dynamicDegree") / Value(World, "dynamicDegree"), 1.5, 2.5);
    }

    [Fact]
    public void The_degree_is_that_of_an_eighth_of_a_second_whatever_the_frame_rate()
    {
        var doubled = new Video([.. World.Frames.SelectMany(frame => new[] { frame, frame })
            .Select((frame, i) => frame.At(i, TimeSpan.FromSeconds(i / 16.0)))], 16);

        Assert.Equal(Value(World, "dynamicDegree"), Value(doubled, "dynamicDegree"), 1e-9);
    }

    [Fact]
    public void Brightness_that_pulses_flickers_more_than_motion_does()
    {
        var pulsing = Play(World, i => Brighter(World.Frames[i], i % 2 * 20));

        Assert.True(Value(pulsing, "temporalFlicker") > 3 * Value(World, "temporalFlicker"));
    }

    [Fact]
    public void A_blurred_clip_is_less_sharp()
    {
        var blurred = Alignment.Calibration.AttackCatalog.Named(["blur-1.5"])[0].Apply(World);

        Assert.True(Value(blurred, "sharpness") < 0.3 * Value(World, "sharpness"));
    }

    [Fact]
    public void One_frame_has_sharpness_and_a_reason()
    {
        var found = new PictureMeter().Measure(new([World.Frames[0]], 8), new("one", _ => World));

        Assert.Equal(["sharpness"], found.Parts.Select(part => part.Name));
        Assert.Contains("One frame", found.Reason, StringComparison.Ordinal);
    }

    private static double Value(Video video, string name) =>
        new PictureMeter().Measure(video, new("clip", _ => video)).Parts.Single(part => part.Name == name).Value;

    private static Video Play(Video clip, Func<int, Frame> frame) =>
        new([.. Enumerable.Range(0, clip.Frames.Count)
            .Select(i => frame(i).At(i, clip.Frames[i].Time))], clip.FramesPerSecond);

    private static Frame Brighter(Frame frame, int by) =>
        new([.. frame.Rgb.Select(value => (byte)Math.Min(255, value + by))], frame.Width, frame.Height);
}
