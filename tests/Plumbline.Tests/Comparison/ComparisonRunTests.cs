using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Comparison;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Comparison;

public sealed class ComparisonRunTests
{
    // Twelve prompts with two seeds; the adapter takes 10 from errors of 50 to 72.
    private static readonly ClipPair[] Pairs =
    [
        .. Enumerable.Range(0, 24).Select(i =>
            LevelMeter.Pair($"prompt {i / 2}", i % 2, (byte)(50 + i / 2 * 2), (byte)(40 + i / 2 * 2 + i % 3))),
    ];

    [Fact]
    public void An_adapter_that_lowers_every_error_is_better()
    {
        var report = Run(new LevelMeter(), Pairs);

        var row = report.Metrics["level"];
        Assert.Equal((12, 24), (report.Prompts, report.Pairs));
        Assert.Equal(61, row.Base!.Value, 1e-12);
        Assert.Equal(52, row.Aligned!.Value, 1e-12);
        Assert.Equal(100 * (52 / 61.0 - 1), row.Change!.Value, 1e-12);
        Assert.Equal("%", row.ChangeUnit);
        Assert.InRange(row.Change.Value, row.Interval!.Value.Low, row.Interval.Value.High);
        // Of 4,096 exchanges only those with every prompt the same way differ as far.
        Assert.Equal(2 / 4096.0, row.P!.Value, 1e-12);
        Assert.Equal(1, row.WinRate!.Share);
        Assert.Equal("better", ComparisonMarkdown.WordOf(row));
    }

    [Fact]
    public void The_same_numbers_are_worse_where_higher_is_better_and_less_where_they_describe()
    {
        Assert.Equal("worse", Word(Direction.HigherIsBetter));
        Assert.Equal("less", Word(Direction.Descriptive));

        static string Word(Direction direction) =>
            ComparisonMarkdown.WordOf(Run(new LevelMeter(direction), Pairs).Metrics["level"]);
    }

    [Fact]
    public void Points_change_by_points_and_not_by_per_cent()
    {
        var row = Run(new LevelMeter(Direction.HigherIsBetter, "points"), Pairs).Metrics["level"];

        Assert.Equal("points", row.ChangeUnit);
        Assert.Equal(-9, row.Change!.Value, 1e-12);
    }

    [Fact]
    public void Equal_models_have_no_interval_and_nothing_is_told_apart()
    {
        ClipPair[] equal = [
            .. Enumerable.Range(0, 12).Select(i => LevelMeter.Pair($"prompt {i}", 0, (byte)(50 + i), (byte)(50 + i)))];

        var row = Run(new LevelMeter(), equal).Metrics["level"];

        Assert.Null(row.Interval);
        Assert.Equal(1, row.P!.Value);
        Assert.Equal((0, 12, 0), (row.WinRate!.Wins, row.WinRate.Ties, row.WinRate.Losses));
        Assert.Equal("not told apart", ComparisonMarkdown.WordOf(row));
    }

    [Fact]
    public void A_clip_that_cannot_be_measured_loses_and_is_in_no_mean()
    {
        ClipPair[] pairs = [.. Pairs, LevelMeter.Pair("dark", 0, 60, 255), LevelMeter.Pair("bright", 0, 255, 255)];

        var report = Run(new LevelMeter(), pairs);

        var row = report.Metrics["level"];
        Assert.Equal((24, 1, 2), (row.Pairs, row.BaseMissing, row.AlignedMissing));
        Assert.Equal(61, row.Base!.Value, 1e-12);
        Assert.Equal((24, 1, 1), (row.WinRate!.Wins, row.WinRate.Ties, row.WinRate.Losses));
        Assert.Equal(["dark/seed_0 aligned", "bright/seed_0 base", "bright/seed_0 aligned"], report.Missing.Select(
            missing => $"{missing.Pair} {missing.Side}"));
        Assert.All(report.Missing, missing => Assert.Equal("Too bright.", missing.Reason));
    }

    [Fact]
    public void A_clip_that_cannot_be_read_costs_its_pair_and_no_other()
    {
        var broken = Pairs[0] with
        {
            Aligned = new(
                "broken", _ => throw new MediaException("broken.mp4: expected a video, got a text.")),
        };

        var report = Run(new LevelMeter(), [broken, .. Pairs[1..]]);

        Assert.Equal(23, report.Pairs);
        Assert.Equal(["prompt 0/seed_0: broken.mp4: expected a video, got a text."], report.LeftOut);
    }

    [Fact]
    public void A_second_run_measures_nothing_again_and_gives_the_same_bytes()
    {
        var folder = Directory.CreateTempSubdirectory("plumb-compare");
        try
        {
            using var catalog = RunCatalog.Open(Path.Combine(folder.FullName, "run.sqlite"));
            var (first, second) = (new LevelMeter(), new LevelMeter());

            var before = ComparisonJson.Write(
                new ComparisonRun([first], ComparisonOptions.Default, catalog).Execute("a", "b", Pairs));
            var after = ComparisonJson.Write(
                new ComparisonRun([second], ComparisonOptions.Default, catalog).Execute("a", "b", Pairs));

            Assert.Equal(before, after);
            Assert.True(first.CallCount > 0);
            Assert.Equal(0, second.CallCount);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_json_has_the_fields_of_the_result_table_and_no_nulls()
    {
        var json = ComparisonJson.Write(Run(new LevelMeter(), Pairs));

        using var document = JsonDocument.Parse(json);
        var row = document.RootElement.GetProperty("metrics").GetProperty("level");
        Assert.All(
            (string[])[
                "base", "aligned", "change", "changeUnit", "interval", "p", "adjustedP", "unit",
                "direction", "winRate"],
            name => Assert.True(row.TryGetProperty(name, out _), name));
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_says_how_many_prompts_it_takes()
    {
        var report = new ComparisonRun([new LevelMeter()], new() { PlannedPercent = -5 }).Execute("a", "b", Pairs);

        var row = report.Power!["level"];
        Assert.Equal(-0.05 * 61, row.Effect, 1e-12);
        Assert.Equal(2, row.PilotSeeds);
        Assert.True(row.PromptsBySeeds[8] <= row.PromptsBySeeds[1]);
        Assert.Contains("How many prompts it takes", ComparisonMarkdown.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_in_words_what_changed()
    {
        var page = ComparisonMarkdown.Write(Run(new LevelMeter(), Pairs));

        Assert.Contains("24 pairs of clips of 12 prompts", page, StringComparison.Ordinal);
        Assert.Contains("Better: level. Worse: nothing.", page, StringComparison.Ordinal);
        Assert.Contains("| level, px | lower | 61.0 | 52.0 | −14.8 % |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_pairs_of_one_name_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Run(new LevelMeter(), [Pairs[0], Pairs[0]]));

        Assert.Contains("prompt 0/seed_0 2 times", error.Message, StringComparison.Ordinal);
    }

    private static ComparisonReport Run(LevelMeter meter, ClipPair[] pairs) =>
        new ComparisonRun([meter], ComparisonOptions.Default).Execute("base", "adapter", pairs);
}
