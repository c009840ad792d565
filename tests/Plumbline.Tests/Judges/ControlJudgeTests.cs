using Plumbline.Alignment;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Judges;

/// <summary>Judges that go by one number of another project, or by one part alone.</summary>
public sealed class ControlJudgeTests
{
    private static readonly TrainingWorld World = TrainingWorld.FromSeed(100, WorldFormat.Standard).With(
        CameraCommand.Parse("orbit:24deg"));
    private static readonly Camera Intrinsics = World.Views[0].Camera;
    private static readonly Video Clip = World.Film(RenderedTruth.None).Video;
    private static readonly Video Damaged = DefectCatalog.Named(["wobble"])[0].Apply(Clip, 5, seed: 1);
    private static readonly Lazy<VideoGpaReading> Whole = new(() => VideoGpaReading.Of(Clip, Intrinsics));
    private static readonly Lazy<VideoGpaReading> Broken = new(() => VideoGpaReading.Of(Damaged, Intrinsics));

    [Fact]
    public void Every_metric_that_needs_no_foreign_weights_has_a_value_on_clips_as_short_as_candidates()
    {
        Assert.All(Whole.Value.Metrics, metric =>
            Assert.Equal(metric.Name is "lpips" or "consistencyScore", metric.Value is null));
    }

    [Theory]
    [InlineData(VideoGpaReward.Reprojection, "videogpa")]
    [InlineData(VideoGpaReward.Epipolar, "videogpa-epipolar")]
    public void A_reference_metric_prefers_the_whole_world(VideoGpaReward reward, string name)
    {
        var judge = new VideoGpaJudge(reward, Intrinsics);

        var (whole, broken) = (Score(judge, Clip), Score(judge, Damaged));

        Assert.Equal(name, judge.Name);
        Assert.True(whole > broken + 1, $"{whole:F2} and {broken:F2}");
    }

    [Fact]
    public void Points_keep_the_order_of_the_reference_and_say_what_they_are_made_of()
    {
        var verdict = Assert.IsType<Scored>(new VideoGpaJudge(VideoGpaReward.Reprojection, Intrinsics).Judge(
            Clip, TestContext.Current.CancellationToken));

        Assert.Equal(100 * (1 - Math.Sqrt(Whole.Value["mse"].Value!.Value)), verdict.Score, 1e-9);
        Assert.Equal(Whole.Value["mse"].Value!.Value, verdict.Parts.Single(part => part.Name == "mse").Value, 1e-12);
        Assert.Contains(verdict.Parts, part => part.Name == "motion");
        Assert.True(Whole.Value["mse"].Value < Broken.Value["mse"].Value);
    }

    [Fact]
    public void Depth_that_agrees_is_a_share_of_a_hundred()
    {
        var score = Score(new VideoGpaJudge(VideoGpaReward.DepthAgreement, Intrinsics), Clip);

        Assert.Equal(100 * Whole.Value["mvcs"].Value!.Value, score, 1e-9);
    }

    [Fact]
    public void A_frozen_clip_has_no_geometry_and_so_no_reprojection()
    {
        var frozen = AttackCatalog.Named(["freeze"])[0].Apply(Clip);

        var verdict = Assert.IsType<Unscorable>(new VideoGpaJudge(VideoGpaReward.Reprojection, Intrinsics).Judge(
            frozen, TestContext.Current.CancellationToken));

        Assert.Contains("Nothing moves", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GeometryPart.DepthConsistency, "depth-consistency", "depthTemporalConsistency")]
    [InlineData(GeometryPart.NormalStability, "normal-stability", "surfaceNormalStability")]
    [InlineData(GeometryPart.TrackSmoothness, "track-smoothness", "trackSmoothness")]
    public void A_part_alone_is_a_score_between_0_and_100_with_all_parts_beside_it(
        GeometryPart part, string name, string partName)
    {
        var judge = new PartJudge(part, new() { Intrinsics = Intrinsics });

        var verdict = Assert.IsType<Scored>(judge.Judge(Clip, TestContext.Current.CancellationToken));

        var value = verdict.Parts.Single(found => found.Name == partName).Value;
        var expected = part switch
        {
            GeometryPart.DepthConsistency => value,
            GeometryPart.NormalStability => 100 * (1 - value / 90),
            _ => 100 * (1 - value / 2),
        };
        Assert.Equal(name, judge.Name);
        Assert.Equal(expected, verdict.Score, 1e-9);
        Assert.InRange(verdict.Score, verdict.Interval.Low, verdict.Interval.High);
        Assert.Contains(verdict.Parts, found => found.Name == "motion");
    }

    [Fact]
    public void Frames_that_are_not_in_memory_are_asked_for()
    {
        var thinned = new Video([.. Clip.Frames.Where((_, i) => i % 2 == 0)], 8, sourceFrameCount: 17);

        var error = Assert.Throws<ArgumentException>(() => VideoGpaReading.Of(thinned, Intrinsics));

        Assert.Contains("Decode them", error.Message, StringComparison.Ordinal);
    }

    private static double Score(VideoGpaJudge judge, Video video) => Assert.IsType<Scored>(judge.Judge(video)).Score;
}
