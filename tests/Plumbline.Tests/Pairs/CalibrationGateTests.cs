using Plumbline.Alignment.Calibration;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Tests.Pairs;

public sealed class CalibrationGateTests
{
    private static CalibrationReport Good => new(
        "geometry", "1.2", 1, [new("world 1") { Format = "17 of 17 frames 128×128 at 8 fps" }],
        [.. Enumerable.Range(0, 40).Select(i => new DefectLadder("world 1", "wobble", i, [
            .. Enumerable.Range(0, 6).Select(step => new Outcome { Score = 98 - 6 * step })]))],
        [Attack(AttackPromise.BecomesUnscorable, "freeze", null), Attack(AttackPromise.NeverRaises, "blur-3", 91)]);

    [Fact]
    public void A_judge_that_sees_and_cannot_be_cheated_may_decide()
    {
        Assert.Empty(CalibrationGate.Default.Objections(Good, "geometry", "1.2", 128, 128));
    }

    [Fact]
    public void What_is_written_is_enough_to_decide()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, CalibrationJson.Write(Good));

            Assert.Empty(CalibrationGate.Default.Objections(CalibrationJson.Read(path), "geometry", "1.2", 128, 128));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Another_version_or_another_size_decides_nothing()
    {
        var objections = CalibrationGate.Default.Objections(Good, "geometry", "2.0", 256, 128);

        Assert.Equal(
            [
                "It is about the judge geometry 1.2, and geometry 2.0 is to decide.",
                "The candidates have 256×128 pixels, and world 1 of the calibration have not.",
            ],
            objections);
    }

    [Fact]
    public void A_judge_that_looks_at_other_frames_is_another_judge()
    {
        var report = Good with { JudgeSettings = "10 frames" };

        Assert.Empty(CalibrationGate.Default.Objections(report, "geometry", "1.2", 128, 128, "10 frames"));
        Assert.Equal(
            ["It is about the judge geometry with 10 frames, and one with 5 frames is to decide."],
            CalibrationGate.Default.Objections(report, "geometry", "1.2", 128, 128, "5 frames"));
    }

    [Fact]
    public void Few_comparisons_are_not_enough_however_good_they_are()
    {
        var objections = CalibrationGate.Default.Objections(
            Good with { Ladders = [.. Good.Ladders.Take(8)] }, "geometry", "1.2", 128, 128);

        Assert.Equal([
            "An untouched clip beats moderate damage in 8 of 8 comparisons, surely only in 0.68 of them; "
            + "0.85 are asked."], objections);
    }

    [Fact]
    public void A_blind_judge_is_refused()
    {
        var blind = Good with
        {
            Ladders = [.. Good.Ladders.Select(ladder =>
                ladder with { Steps = [.. ladder.Steps.Select((_, step) => new Outcome { Score = 90 + step % 2 })] })],
        };

        Assert.Equal(2, CalibrationGate.Default.Objections(blind, "geometry", "1.2", 128, 128).Count);
    }

    [Fact]
    public void A_judge_that_scores_a_frozen_clip_is_refused()
    {
        var cheated = Good with
        {
            Attacks = [
                Attack(AttackPromise.BecomesUnscorable, "freeze", 100),
                Attack(AttackPromise.NeverRaises, "blur-3", 99)],
        };

        Assert.Equal(
            ["A frozen clip got a score.", "2 of 2 attacks raised the score (freeze, blur-3); 5 % may."],
            CalibrationGate.Default.Objections(cheated, "geometry", "1.2", 128, 128));
    }

    [Fact]
    public void An_empty_calibration_is_refused_in_every_way()
    {
        var empty = new CalibrationReport("geometry", "1.2", 1, [], [], []);

        Assert.Equal(4, CalibrationGate.Default.Objections(empty, "geometry", "1.2", 128, 128).Count);
    }

    private static AttackTrial Attack(AttackPromise promise, string name, double? after) => new(
        "world 1", AttackBase.Clean, name, promise, new() { Score = 92 },
        after is { } score ? new() { Score = score } : new() { Reason = "Nothing moves." });
}
