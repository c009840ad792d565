using Plumbline.Alignment;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Judges;

public sealed class SubspaceJudgeTests
{
    private static readonly Video World = Film("orbit:20deg");
    private static readonly Lazy<double> Whole = new(() => Score(World));
    private static readonly Video Wobbling = DefectCatalog.Named(["wobble"])[0].Apply(World, 4, seed: 1);
    private static readonly Lazy<double> Damaged = new(() => Score(Wobbling));

    [Theory]
    [InlineData("wobble")]
    [InlineData("swimming")]
    [InlineData("parallax")]
    [InlineData("jitter")]
    [InlineData("breathing")]
    public void The_more_a_world_is_damaged_the_lower_it_scores(string name)
    {
        var defect = DefectCatalog.Named([name])[0];

        var (moderate, worst) = (Score(defect.Apply(World, 3, seed: 1)), Score(defect.Apply(World, 5, seed: 1)));

        Assert.True(Whole.Value > moderate + 3 && moderate > worst, $"{Whole.Value:F1}, {moderate:F1}, {worst:F1}");
    }

    [Theory]
    [InlineData("reversed")]
    [InlineData("half-speed-duplicated")]
    [InlineData("ping-pong")]
    [InlineData("looped")]
    public void Playing_the_same_frames_otherwise_changes_nothing(string name)
    {
        Assert.Equal(Damaged.Value, Score(Attacked(name, Wobbling)), 1e-9);
    }

    [Theory]
    [InlineData("blur-1.5")]
    [InlineData("blur-3")]
    [InlineData("crop-zoom")]
    [InlineData("half-resolution")]
    [InlineData("mirrored")]
    public void No_picture_of_a_damaged_clip_raises_its_score(string name)
    {
        Assert.True(Score(Attacked(name, Wobbling)) <= Damaged.Value + AttackTrial.LargestRisePoints);
    }

    [Fact]
    public void A_frozen_clip_proves_nothing()
    {
        var verdict = Assert.IsType<Unscorable>(new SubspaceJudge().Judge(Attacked("freeze", World)));

        Assert.Contains("show something new", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_that_hardly_moves_proves_nothing()
    {
        var verdict = Assert.IsType<Unscorable>(new SubspaceJudge().Judge(Film("truck:-0.03m")));

        Assert.Contains("Hardly any motion", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Slower_means_more_time_and_not_less_error()
    {
        // Every second step of the camera, and the wobble of a clip twice as long: as much damage on half the motion.
        var slow = Film("orbit:10deg");

        var damaged = Score(DefectCatalog.Named(["wobble"])[0].Apply(slow, 4, seed: 1));

        Assert.True(damaged <= Damaged.Value + 3, $"{damaged:F1} at half the speed, {Damaged.Value:F1} before");
    }

    [Fact]
    public void What_was_measured_is_in_the_parts()
    {
        var verdict = Assert.IsType<Scored>(new SubspaceJudge().Judge(World));

        Assert.Equal(["trackError", "tracksKept", "cornerMotion"], verdict.Parts.Select(part => part.Name));
        Assert.InRange(verdict.Parts[0].Value, 0.01, 0.3);
        Assert.InRange(verdict.Score, verdict.Interval.Low, verdict.Interval.High);
        Assert.NotEmpty(verdict.Shots.Single().Frames);
    }

    private static Video Film(string camera) =>
        TrainingWorld.FromSeed(100, WorldFormat.Standard).With(CameraCommand.Parse(camera))
            .Film(RenderedTruth.None).Video;

    private static Video Attacked(string name, Video clip) => AttackCatalog.Named([name])[0].Apply(clip);

    private static double Score(Video clip) => Assert.IsType<Scored>(new SubspaceJudge().Judge(clip)).Score;
}
