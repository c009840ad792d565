using Plumbline.Alignment;
using Plumbline.Alignment.Comparison;

namespace Plumbline.Tests.Comparison;

public sealed class MetricReadingTests
{
    [Fact]
    public void A_comparison_is_read_back_with_its_changes_in_per_cent()
    {
        var folder = Directory.CreateTempSubdirectory("plumb-comparison-");
        try
        {
            var report = new ComparisonRun([new LevelMeter()], ComparisonOptions.Default with { PlannedPercent = 5 })
                .Execute("base", "adapter", Pairs());
            var path = Path.Combine(folder.FullName, "comparison.json");
            File.WriteAllText(path, ComparisonJson.Write(report));

            var read = ComparisonJson.Read(path);

            Assert.Equal(ComparisonJson.Write(report), ComparisonJson.Write(read));
            Assert.Equal(report.Metrics["level"].Percent, read.Metrics["level"].Percent);
            Assert.Equal(report.Metrics["level"].PercentInterval, read.Metrics["level"].PercentInterval);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_damaged_comparison_is_said_to_be_one()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{ \"pairs\": 4 }");

            var error = Assert.Throws<InvalidDataException>(() => ComparisonJson.Read(path));

            Assert.Contains("expected what plumb compare writes", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Half_a_standard_deviation_needs_thirty_four_prompts()
    {
        // Student's interval of ten prompts with a standard deviation of 2: half its width is 2.262 · 2 / √10.
        var half = 2.2621571628 * 2 / Math.Sqrt(10);

        Assert.Equal(34, MetricReading.PromptsToSee(Row(1, new(1 - half, 1 + half), 10)));
    }

    [Fact]
    public void Where_nothing_differs_or_no_interval_is_known_no_number_is_given()
    {
        Assert.Null(MetricReading.PromptsToSee(Row(0, new(-1, 1), 10)));
        Assert.Null(MetricReading.PromptsToSee(Row(1, null, 10)));
    }

    [Theory]
    [InlineData("geometry.cameraPathLength", true)]
    [InlineData("dynamicClips", true)]
    [InlineData("geometry.sampsonError", false)]
    [InlineData("geometry.score", false)]
    public void Rows_of_motion_are_told_from_others(string name, bool isOfMotion) =>
        Assert.Equal(isOfMotion, MetricReading.IsOfMotion(Row(1, null, 10) with { Name = name }));

    private static IReadOnlyList<ClipPair> Pairs() =>
        [.. from prompt in Enumerable.Range(0, 6) from seed in Enumerable.Range(0, 2) select LevelMeter.Pair(
            $"p{prompt}", seed, (byte)(40 + 3 * prompt + seed), (byte)(30 + 2 * prompt))];

    private static MetricComparison Row(double difference, Interval? interval, int prompts) => new()
    {
        Name = "level",
        Unit = "px",
        Direction = Direction.LowerIsBetter,
        Difference = difference,
        DifferenceInterval = interval,
        Prompts = prompts,
        Pairs = prompts,
        BaseMissing = 0,
        AlignedMissing = 0,
    };
}
