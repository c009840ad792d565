using Plumbline.Alignment.Evaluation;

namespace Plumbline.Tests.Evaluation;

public sealed class JudgeGapTests
{
    [Fact]
    public void The_gap_and_the_spread_are_those_of_scored_clips()
    {
        var gap = JudgeGap.Of(
            [
                (Clip(90), [Clip(80), Clip(70)]),
                (Clip(80), [Clip(60), Clip(null), Clip(64)]),
                (Clip(null), [Clip(50)]),
            ], 1);

        Assert.Equal((3, 6, 1, 1), (gap.Worlds, gap.Clips, gap.Unscorable, gap.UnscorableRendered));
        Assert.Equal((10 + 20 + 20 + 16) / 4.0, gap.Gap!.Value, 1e-12);
        Assert.Equal(85, gap.RenderedMean!.Value, 1e-12);
        // Squared deviations 25 + 25 of the first world and 4 + 4 of the second, one degree of freedom each.
        Assert.Equal(Math.Sqrt(58 / 2.0), gap.SeedDeviation!.Value, 1e-12);
        Assert.InRange(gap.Gap.Value, gap.GapInterval!.Value.Low, gap.GapInterval.Value.High);
    }

    [Fact]
    public void Nothing_scored_gives_no_numbers()
    {
        var gap = JudgeGap.Of([(Clip(null), [Clip(null)])], 1);

        Assert.Null(gap.Gap);
        Assert.Null(gap.GapInterval);
        Assert.Null(gap.SeedDeviation);
        Assert.Null(gap.RenderedMean);
    }

    private static JudgedClip Clip(double? score) =>
        new(score, score is null ? "Nothing moves." : null, new(null, "Not asked."));
}
