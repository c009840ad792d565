using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;
using Plumbline.Vision;

namespace Plumbline.Tests.Comparison;

public sealed class GeneratedPairsTests : IDisposable
{
    private static readonly CandidateOptions Options =
        new() { Count = 3, Seed = 5, Width = 32, Height = 32, FrameCount = 5 };
    private static readonly AlignmentPrompt[] Prompts = [
        .. AlignmentPrompt.Numbered(["a red arch", "two boxes", "a blue ball", "a cone"])];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumb-generated");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_prompt_has_its_seeds_and_both_sides_the_same_noise()
    {
        var (one, other) = (new LevelGenerator("base", 50), new LevelGenerator("adapter", 40));

        var report = new ComparisonRun([new LevelMeter()], ComparisonOptions.Default).Execute(
            "base", "adapter", Pairs(one, other));

        Assert.Equal((4, 12), (report.Prompts, report.Pairs));
        Assert.Equal([5, 6, 7], one.Made.Distinct().Order());
        Assert.Equal(one.Made, other.Made);
        Assert.Equal(-10, report.Metrics["level"].Difference!.Value, 1e-12);
    }

    [Fact]
    public void A_base_that_was_measured_is_not_made_again_for_the_next_adapter()
    {
        using var catalog = RunCatalog.Open(Path.Combine(_folder.FullName, "run.sqlite"));
        ComparisonReport Run(LevelGenerator one, LevelGenerator other) =>
            new ComparisonRun([new LevelMeter()], ComparisonOptions.Default, catalog).Execute(
                "base", "adapter", Pairs(one, other));
        var (one, again) = (new LevelGenerator("base", 50), new LevelGenerator("base", 50));

        Run(one, new("first", 40));
        var report = Run(again, new("second", 30));

        Assert.Equal(12, one.Made.Count);
        Assert.Empty(again.Made);
        Assert.Equal(-20, report.Metrics["level"].Difference!.Value, 1e-12);
    }

    [Fact]
    public void A_run_that_was_stopped_ends_in_the_bytes_of_one_that_was_not()
    {
        using var catalog = RunCatalog.Open(Path.Combine(_folder.FullName, "run.sqlite"));
        using var stopping = new CancellationTokenSource();
        var stopped = new ComparisonRun([new LevelMeter()], ComparisonOptions.Default, catalog);
        Assert.Throws<OperationCanceledException>(() => stopped.Execute(
            "base", "adapter",
            Pairs(new("base", 50), new LevelGenerator("adapter", 40, made => { if (made == 5) stopping.Cancel(); })),
            token: stopping.Token));

        var rest = new LevelGenerator("adapter", 40);
        var after = new ComparisonRun([new LevelMeter()], ComparisonOptions.Default, catalog).Execute(
            "base", "adapter", Pairs(new("base", 50), rest));
        var whole = new ComparisonRun([new LevelMeter()], ComparisonOptions.Default).Execute(
            "base", "adapter", Pairs(new("base", 50), new("adapter", 40)));

        Assert.Equal(ComparisonJson.Write(whole), ComparisonJson.Write(after));
        Assert.InRange(rest.Made.Count, 6, 8);
    }

    private IReadOnlyList<ClipPair> Pairs(LevelGenerator one, LevelGenerator other) =>
        GeneratedPairs.Of(one, other, Prompts, _folder.FullName, Options);

    private sealed class LevelGenerator(string identity, int level, Action<int>? afterMaking = null)
        : IComparedGenerator
    {
        public List<long> Made { get; } = [];

        public string Identity => identity;

        public Video Make(PromptConditions conditions, long seed, CancellationToken token = default)
        {
            Made.Add(seed);
            afterMaking?.Invoke(Made.Count);
            return new([new Frame([(byte)(level + conditions.Text.Length + seed), 0, 0], 1, 1)], 8);
        }
    }
}
