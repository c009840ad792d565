using Plumbline.Alignment;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Judges;

public sealed class StillnessJudgeTests
{
    private static readonly Video World = Film("truck:-0.6m");

    [Fact]
    public void A_frozen_clip_is_the_best_there_is()
    {
        Assert.Equal(100, Score(AttackCatalog.Named(["freeze"])[0].Apply(World)), 1e-6);
    }

    [Fact]
    public void The_less_a_camera_moves_the_better()
    {
        Assert.True(Score(Film("truck:-0.2m")) > Score(World) + 2, $"{Score(Film("truck:-0.2m"))} and {Score(World)}");
    }

    [Fact]
    public void Showing_every_frame_twice_pays()
    {
        // 16 steps, and 17 between equal frames.
        Assert.Equal((16 * Score(World) + 17 * 100) / 33, Score(AttackCatalog.Named(["half-speed-duplicated"])[0]
            .Apply(World)), 1e-6);
    }

    [Fact]
    public void The_interval_holds_the_score()
    {
        var scored = Assert.IsType<Scored>(new StillnessJudge().Judge(World, TestContext.Current.CancellationToken));

        Assert.True(scored.Interval.Low <= scored.Score && scored.Score <= scored.Interval.High);
        Assert.Equal(scored.Score / 100, Assert.Single(scored.Parts).Value, 1e-9);
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(3, 8)]
    public void What_cannot_be_compared_has_no_score(int frameCount, int size)
    {
        var frames = Enumerable.Range(0, frameCount).Select(
            i => new Frame(new byte[3 * size * size], size, size, i, TimeSpan.FromSeconds(i)));

        Assert.IsType<Unscorable>(
            new StillnessJudge().Judge(new([.. frames], 1), TestContext.Current.CancellationToken));
    }

    private static double Score(Video video) => Assert.IsType<Scored>(new StillnessJudge().Judge(video)).Score;

    private static Video Film(string camera) =>
        TrainingWorld.FromSeed(101, new(64, 64)).With(CameraCommand.Parse(camera)).Film(RenderedTruth.None).Video;
}
