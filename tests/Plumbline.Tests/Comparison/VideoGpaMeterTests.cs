using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Comparison;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Comparison;

public sealed class VideoGpaMeterTests
{
    private static readonly TrainingWorld World = TrainingWorld.FromSeed(100, WorldFormat.Standard).With(
        CameraCommand.Parse("orbit:24deg"));
    private static readonly Video Clip = World.Film(RenderedTruth.None).Video;
    private static readonly ComparedClip Asked = new("clip", _ => Clip) { World = World };

    [Fact]
    public void What_the_reference_measures_is_a_part_with_unit_and_direction()
    {
        var found = new VideoGpaMeter().Measure(Clip, Asked, TestContext.Current.CancellationToken);

        Assert.Null(found.Reason);
        Assert.Equal(
            [
                "videogpa.mse 1 LowerIsBetter", "videogpa.psnr dB HigherIsBetter", "videogpa.ssim 1 HigherIsBetter",
                "videogpa.mvcs 1 HigherIsBetter", "videogpa.motionNorm world units Descriptive",
                "videogpa.epipolar px LowerIsBetter"],
            found.Parts.Select(part => $"{part.Name} {part.Unit} {part.Direction}"));
    }

    [Fact]
    public void A_clip_without_geometry_keeps_what_needs_none_and_says_why()
    {
        var frozen = AttackCatalog.Named(["freeze"])[0].Apply(Clip);

        var found = new VideoGpaMeter().Measure(frozen, Asked, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(found.Parts, part => part.Name == "videogpa.mse");
        Assert.StartsWith("Nothing moves", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_that_lacks_frames_has_a_reason_and_no_number()
    {
        var thinned = new Video([.. Clip.Frames.Where((_, i) => i % 2 == 0)], 8, sourceFrameCount: 17);

        var found = new VideoGpaMeter().Measure(thinned, Asked, TestContext.Current.CancellationToken);

        Assert.Empty(found.Parts);
        Assert.Contains("4 of the frames", found.Reason, StringComparison.Ordinal);
    }
}
