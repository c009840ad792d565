using Plumbline.Alignment;
using Plumbline.Alignment.Judges;
using Plumbline.Alignment.Pairs;
using Plumbline.Tests.Calibration;
using Plumbline.Tests.Cli;
using Plumbline.Tests.Tensors;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Pairs;

[LeavesNoTensors]
public sealed class CandidateJudgingTests
{
    [Fact]
    public void Every_candidate_is_judged_once_by_every_judge()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);
        var candidates = new CandidateRun(folder, tiny.Model).Execute().Candidates;
        var (counted, still) = (new SecondDifferenceJudge(), new StillJudge());
        CandidateJudge[] judges = [CandidateJudge.Of(counted), CandidateJudge.Of(still, "again")];

        var first = new CandidateJudging(folder, tiny.Model, judges).JudgeAll(candidates, jobs: 2);
        var second = new CandidateJudging(folder, tiny.Model, judges).JudgeAll(candidates);

        Assert.Equal(6, counted.CallCount);
        Assert.Equal(first.Select(judged => judged[0].Score), second.Select(judged => judged[0].Score));
        Assert.All(first, judged => Assert.NotNull(judged[0].Score));
        Assert.All(second, judged => Assert.Equal("This judge never answers.", judged[1].Reason));
        Assert.All(second, judged => Assert.Null(judged[1].Score));
    }

    [Fact]
    public void Judges_that_go_by_another_one_ask_it_once_for_each_candidate()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);
        var candidates = new CandidateRun(folder, tiny.Model).Execute().Candidates;
        var counted = new SecondDifferenceJudge();
        var source = CandidateJudge.Of(counted);
        CandidateJudge[] judges = [
            Half("first"), source, Half("second"),
        ];

        var judged = new CandidateJudging(folder, tiny.Model, judges).JudgeAll(candidates, jobs: 2);

        Assert.Equal(6, counted.CallCount);
        Assert.All(judged, all => Assert.Equal(all[1].Score / 2, all[0].Score));
        Assert.All(judged, all => Assert.Equal(all[0].Score, all[2].Score));

        CandidateJudge Half(string name) => new(name, "1", "", source, verdict =>
            verdict is Scored scored ? new Scored(scored.Score / 2, new(0, 100)) : verdict);
    }

    [Fact]
    public void The_judge_sees_what_the_latents_decode_to()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);
        var candidate = new CandidateRun(folder, tiny.Model).Execute().Candidates[0];
        var seen = new List<Video>();

        new CandidateJudging(folder, tiny.Model, [CandidateJudge.Of(new StillJudge(seen))]).JudgeAll([candidate]);

        var video = Assert.Single(seen);
        Assert.Equal("5 of 5 frames 32×32 at 8 fps", video.ToString());
    }

    [Fact]
    public void Latents_that_were_changed_are_not_judged()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);
        var candidate = new CandidateRun(folder, tiny.Model).Execute().Candidates[0];
        File.AppendAllText(tiny.PathOf($"run/{candidate.LatentsPath}"), "x");

        var error = Assert.Throws<InvalidDataException>(() => new CandidateJudging(
            folder, tiny.Model, [CandidateJudge.Of(new StillJudge())]).JudgeAll([candidate]));

        Assert.Contains(
            "got other bytes. Make it again with plumb candidates --resume.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_judge_that_fails_on_a_clip_does_not_end_the_run()
    {
        var judge = CandidateJudge.Of(new ChangeJudge(_ => throw new InvalidOperationException("Five invalid steps.")));

        var verdict = judge.Judge(null, new([new(new byte[12], 2, 2)], 8), TestContext.Current.CancellationToken);

        Assert.Equal(
            "The judge change failed on this clip: Five invalid steps.", Assert.IsType<Unscorable>(verdict).Reason);
    }

    [Fact]
    public void One_judge_twice_is_refused()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);

        Assert.Throws<ArgumentException>(() => new CandidateJudging(
            folder, tiny.Model, [CandidateJudge.Of(new StillJudge()), CandidateJudge.Of(new StillJudge())]));
    }

    [Fact]
    public void Errors_lie_where_the_world_breaks()
    {
        var world = SyntheticWorld.FromSeed(46);
        var clip = world.Render(new OrbitPath(20), 128, 96, 9);
        // What one solid does by itself, the still scene cannot explain.
        var broken = world.With(0, new WobbleMotion(0.25)).Render(new OrbitPath(20), 128, 96, 9);

        var still = Pooled(clip.Video);
        var moving = Pooled(broken.Video);

        Assert.Equal(3 * 12 * 16, still.ErrorPixels.Length);
        Assert.All(still.Testable, share => Assert.InRange(share, 0, 1));
        Assert.All(still.Testable.Zip(still.ErrorPixels), cell => Assert.True(cell.First > 0 || cell.Second == 0));
        Assert.True(still.Testable.Average() > 0.3, $"{still.Testable.Average()}");
        Assert.True(Worst(moving) > 2 * Worst(still), $"{Worst(moving)} against {Worst(still)}");

        static double Worst(LatentEvidence maps) =>
            maps.ErrorPixels.Order().TakeLast(maps.ErrorPixels.Length / 20).Average();
    }

    [Fact]
    public void Maps_are_read_back_and_frames_that_were_not_looked_at_are_not_testable()
    {
        var states = new PixelState[4];
        var map = new PartMap("leaveOneOutError", "px", [1, 2, 3, 9], [true, true, true, false]);
        var verdict = new Scored(90, new(80, 95))
        {
            Shots =
            [
                new(0, 8)
                {
                    Frames =
                    [
                        new(0, 0) { Evidence = new(2, 2, [], [], [], states, map, []) },
                        new(3, 0) { Evidence = new(2, 2, [], [], [], states, map with { Values = [5, 2, 3, 9] }, []) },
                        new(4, 0) { Evidence = new(2, 2, [], [], [], states, map, []) },
                    ],
                },
            ],
        };
        var path = Path.GetTempFileName();
        try
        {
            LatentEvidence.Of(verdict, frames: 3, rows: 1, columns: 2, temporalStride: 4)!.Write(path, "0");

            var maps = LatentEvidence.Read(path);

            Assert.Equal([2, 2, 3, 2, 0, 0], maps.ErrorPixels);
            Assert.Equal([1, 0.5f, 1, 0.5f, 0, 0], maps.Testable);
            Assert.Null(LatentEvidence.Of(new Unscorable("Nothing moves."), 3, 1, 2, 4));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(new[] { 90.0, 70, 60, 50, 10 }, new[] { false, false, true, true, false })]
    [InlineData(new[] { 90.0, 85, 84, 83, 10 }, new[] { false, false, false, false, false })]
    [InlineData(new[] { 10.0, 90 }, new[] { false, false })]
    public void The_best_two_and_the_worst_go_on(double[] previews, bool[] stopped)
    {
        Assert.Equal(stopped, new EarlyStop().Stopped([.. previews.Select(score => (double?)score)]));
    }

    [Fact]
    public void A_preview_without_a_score_goes_on()
    {
        Assert.Equal([false, false, false, true, false], new EarlyStop().Stopped([90, null, 80, 50, 20]));
    }

    private static LatentEvidence Pooled(Video video) => LatentEvidence.Of(
        new GeometryJudge(new() { FrameCount = 9, KeepEvidence = true }).Judge(video), frames: 3, rows: 12, columns: 16,
        temporalStride: 4)!;

    private sealed class StillJudge(List<Video>? seen = null) : IVideoJudge
    {
        public string Name => "still";

        public string Version => "1";

        public Verdict Judge(Video video, CancellationToken cancellationToken = default)
        {
            seen?.Add(video);
            return new Unscorable("This judge never answers.");
        }
    }
}
