using System.Text.Json;
using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Pairs;
using Plumbline.Vision;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Calibration;

public sealed class CalibrationRunTests
{
    private static readonly CalibrationClip[] Clips = [
        CalibrationClip.FromWorld(1, 64, 48, 9), CalibrationClip.FromWorld(2, 64, 48, 9)];

    private static readonly CalibrationOptions Options = new()
    {
        Defects = DefectCatalog.Named(["wobble", "jitter"]),
        Attacks = AttackCatalog.Named(["freeze", "reversed", "mirrored", "half-speed-duplicated"]),
    };

    private static readonly Lazy<CalibrationReport> Whole = new(
        () => new CalibrationRun(new SecondDifferenceJudge(), Options).Execute(Clips));

    [Fact]
    public void Every_clip_gets_its_ladders_and_trials()
    {
        var report = Whole.Value;

        Assert.Equal(4, report.Ladders.Count);
        Assert.All(report.Ladders, ladder => Assert.Equal(Severity.Worst + 1, ladder.Steps.Count));
        Assert.Equal(2 * 4 * 2, report.Attacks.Count);
        Assert.All(report.Clips, clip => Assert.NotNull(clip.Control));
    }

    [Fact]
    public void A_judge_that_sees_the_defect_orders_the_ladder()
    {
        var report = Whole.Value;

        // This judge sees what jumps; a wobble over nine frames is too smooth for it.
        Assert.All(report.Ladders.Where(ladder => ladder.Defect == "jitter"), ladder =>
            Assert.True(ladder.RankAgreement > 0.9, $"{ladder.Clip} {ladder.Defect}: {ladder.RankAgreement}"));
    }

    [Fact]
    public void Order_independent_attacks_change_nothing_and_freezing_is_caught()
    {
        var report = Whole.Value;

        Assert.All(
            report.Attacks.Where(trial => trial.Attack is "reversed" or "mirrored"),
            trial => Assert.Equal(0, trial.ChangePoints!.Value, 1e-9));
        Assert.All(
            report.Attacks.Where(trial => trial.Attack == "freeze"),
            trial => Assert.True(trial.IsKept && trial.After.Reason == "Nothing moves."));
        Assert.Contains(
            report.Targets, check => check.Name.StartsWith("freeze", StringComparison.Ordinal) && check.IsMet);
    }

    [Fact]
    public void A_second_run_takes_everything_from_the_catalog_and_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        using var catalog = RunCatalog.Open(Path.Combine(folder.Path, "run.sqlite"));
        var (first, second) = (new SecondDifferenceJudge(), new SecondDifferenceJudge());

        var before = CalibrationJson.Write(new CalibrationRun(first, Options, catalog).Execute(Clips));
        var after = CalibrationJson.Write(
            new CalibrationRun(second, Options with { Jobs = 2 }, catalog).Execute(Clips));

        Assert.Equal(before, after);
        Assert.True(first.CallCount > 0);
        Assert.Equal(0, second.CallCount);
    }

    [Fact]
    public void Several_jobs_give_the_numbers_of_one()
    {
        var one = CalibrationJson.Write(Whole.Value);
        var four = CalibrationJson.Write(
            new CalibrationRun(new SecondDifferenceJudge(), Options with { Jobs = 4 }).Execute(Clips));

        Assert.Equal(one, four);
    }

    [Fact]
    public void A_clip_that_cannot_be_read_is_a_row_with_its_reason()
    {
        var broken = new CalibrationClip(
            "broken.mp4", _ => throw new MediaException("broken.mp4: expected a video, got a text."));

        var report = new CalibrationRun(new SecondDifferenceJudge(), Options with { Attacks = [] }).Execute(
            [broken, Clips[0]]);

        Assert.Equal("broken.mp4: expected a video, got a text.", report.Clips[0].Failure);
        Assert.Equal(2, report.Ladders.Count);
    }

    [Fact]
    public void A_clip_without_a_score_takes_part_in_no_comparison()
    {
        var still = new CalibrationClip(
            "still", token => AttackCatalog.Named(["freeze"])[0].Apply(Clips[0].Load(token), token));

        var report = new CalibrationRun(new SecondDifferenceJudge(), Options with { Attacks = [] }).Execute([still]);

        Assert.All(report.Defects, summary => Assert.Equal(0, summary.AllPairs.Comparisons));
        Assert.All(report.Targets, check => Assert.False(check.IsMet));
    }

    [Fact]
    public void The_judge_is_told_the_intrinsics_of_every_version_in_its_own_pixels()
    {
        var world = CalibrationClip.FromWorld(WorldSplit.Alignment, 5, new(64, 64, 5));
        var told = new System.Collections.Concurrent.ConcurrentBag<Camera?>();
        var judge = new CandidateJudge("told", "1", "two frames", camera =>
        {
            told.Add(camera);
            return new SecondDifferenceJudge();
        });

        var report = new CalibrationRun(
            judge, Options with { Attacks = AttackCatalog.Named(["half-resolution", "crop-zoom"]) }).Execute([world]);

        var camera = world.Views![0].Camera;
        Assert.Equal("two frames", report.JudgeSettings);
        Assert.Equal(camera.Fx, Assert.Single(report.Clips).FocalPixels);
        Assert.Equal(2, told.Count(one => one == camera.Resized(32, 32)));
        Assert.All(told, one => Assert.True(one == camera || one == camera.Resized(32, 32)));
    }

    [Fact]
    public void Progress_counts_to_the_end()
    {
        var steps = new List<CalibrationProgress>();

        new CalibrationRun(new SecondDifferenceJudge(), Options).Execute(Clips, new Collector(steps));

        Assert.Equal(Enumerable.Range(1, steps[0].TotalCount), steps.Select(step => step.DoneCount));
        Assert.Equal("untouched", steps[0].Treatment);
    }

    [Fact]
    public void The_json_has_no_nulls_and_names_the_judge()
    {
        var json = CalibrationJson.Write(Whole.Value);

        using var document = JsonDocument.Parse(json);
        Assert.Equal("second-difference", document.RootElement.GetProperty("judge").GetString());
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_promises_ladders_and_attacks()
    {
        var page = CalibrationMarkdown.Write(Whole.Value);

        Assert.Contains(
            "| jitter: cleaner clip wins, moderate | 1.000 | ≥ 0.97 | 2 | met |", page, StringComparison.Ordinal);
        Assert.Contains("| freeze | unscorable | clean | 2 of 2 |", page, StringComparison.Ordinal);
        Assert.Contains("| world 1, TruckPath | 9 of 9 frames 64×48 at 16 fps |", page, StringComparison.Ordinal);
    }

    private sealed class Collector(List<CalibrationProgress> steps) : IProgress<CalibrationProgress>
    {
        public void Report(CalibrationProgress value) => steps.Add(value);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("plumb-calibration").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
