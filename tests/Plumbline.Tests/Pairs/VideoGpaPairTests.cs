using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Alignment.Pairs;
using Plumbline.Tests.Golden;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Pairs;

[LeavesNoTensors]
public sealed class VideoGpaPairTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-metadata-");

    private static string Golden => Path.Combine(GoldenFolder.Path, "videogpa_dataset_pairs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_references_pairs_are_made_in_every_setting()
    {
        using var expected = Expected();
        var metadata = VideoGpaMetadata.Read(Path.Combine(Golden, "base", "metadata.json"));

        foreach (var setting in expected.RootElement.GetProperty("settings").EnumerateArray())
            Compare(setting, metadata);
    }

    [Fact]
    public void Metadata_that_was_written_again_gives_the_same_pairs()
    {
        using var expected = Expected();
        var path = Path.Combine(_folder.FullName, "metadata.json");
        VideoGpaMetadata.Read(Path.Combine(Golden, "base", "metadata.json")).Write(path);
        var first = File.ReadAllText(path);
        VideoGpaMetadata.Read(path).Write(path);

        Assert.Equal(first, File.ReadAllText(path));
        foreach (var setting in expected.RootElement.GetProperty("settings").EnumerateArray())
            Compare(setting, VideoGpaMetadata.Read(path));
    }

    [Fact]
    public void The_references_split_is_drawn()
    {
        using var expected = Expected();

        foreach (var split in expected.RootElement.GetProperty("random_split_seed42").EnumerateObject())
        {
            var (training, validation) = VideoGpaPairRules.Split(
                int.Parse(split.Name, System.Globalization.CultureInfo.InvariantCulture));

            Assert.Equal(Numbers(split.Value, "train"), training);
            Assert.Equal(Numbers(split.Value, "val"), validation);
        }
    }

    [Fact]
    public void Judged_candidates_become_metadata_with_the_same_pair()
    {
        JudgedCandidate[] candidates = [SomePairs.Scored(4, 60), SomePairs.Scored(3, 92), SomePairs.Unscorable(5)];
        foreach (var judged in candidates)
        {
            var path = Path.Combine(_folder.FullName, judged.Candidate.LatentsPath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        var metadata = VideoGpaExport.Of([SomePairs.Prompt with { FirstFramePath = null }], candidates);
        var (pairs, rejected) = new VideoGpaPairRules { MinimumGap = 0.05 }.Select(metadata, _folder.FullName);

        Assert.Empty(rejected);
        var pair = Assert.Single(pairs);
        Assert.Equal(("3", "4"), (pair.Winner.GenerationId, pair.Loser.GenerationId));
        Assert.Equal(0.32, pair.Gap, 1e-10);
        Assert.Empty(metadata.Groups[0].Videos[2].Metrics);
        Assert.Equal(
            [SomePairs.Prompt with { FirstFramePath = null, Camera = null, Seed = null }],
            VideoGpaExport.Prompts(metadata));
    }

    [Theory]
    [InlineData("""{"groups": [{"videos": [{"consistency_score": NaN}]}]}""", "finite numbers")]
    [InlineData("""{"videos": []}""", "expected a list of groups, got Object")]
    public void What_is_no_metadata_is_refused(string text, string message)
    {
        var path = Path.Combine(_folder.FullName, "metadata.json");
        File.WriteAllText(path, text);

        var error = Assert.Throws<InvalidDataException>(() => VideoGpaMetadata.Read(path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static JsonDocument Expected()
    {
        var path = Path.Combine(Golden, "expected.json");
        Assert.SkipUnless(
            File.Exists(path), $"No reference values in {Golden}; PLUMBLINE_GOLDEN names another folder.");
        return JsonDocument.Parse(File.ReadAllBytes(path));
    }

    private static void Compare(JsonElement setting, VideoGpaMetadata metadata)
    {
        var (pairs, rejected) = Rules(setting.GetProperty("args")).Select(metadata, Path.Combine(Golden, "base"));
        var expected = setting.GetProperty("pairs").EnumerateArray().ToList();

        Assert.Equal(
            expected.Select(pair => (
                Text(pair, "group_id"), Text(pair, "prompt"), Text(pair, "input_image_path"),
                Text(pair, "original_video_path"),
                Text(pair, "winner"), Text(pair, "loser"), pair.GetProperty("metric_gap").GetDouble(),
                pair.GetProperty("m_win").GetDouble(), pair.GetProperty("m_lose").GetDouble())),
            pairs.Select(pair => (
                (string?)pair.Group.GroupId, (string?)pair.Group.Prompt, pair.Group.ImagePath,
                pair.Group.OriginalVideoPath,
                pair.Winner.GenerationId, pair.Loser.GenerationId, pair.Gap, pair.WinnerMetric, pair.LoserMetric)));
        var (training, validation) = VideoGpaPairRules.Split(pairs.Count);
        Assert.Equal(Numbers(setting, "train_indices"), training);
        Assert.Equal(Numbers(setting, "val_indices"), validation);
        Assert.All(rejected, group => Assert.NotEmpty(group.Reason));
    }

    private static VideoGpaPairRules Rules(JsonElement args) => args.EnumerateObject().Aggregate(
        new VideoGpaPairRules(), (rules, argument) => argument.Name switch
        {
            "metric_name" => rules with { MetricName = argument.Value.GetString()! },
            "metric_mode" => rules with
            {
                MetricDirection = argument.Value.GetString() == "min"
                    ? Direction.LowerIsBetter
                    : Direction.HigherIsBetter,
            },
            "min_gap" => rules with { MinimumGap = argument.Value.GetDouble() },
            "metric_threshold" => rules with { MetricThreshold = argument.Value.GetDouble() },
            "motion_threshold" => rules with { MotionThreshold = argument.Value.GetDouble() },
            "max_samples" => rules with { MaximumPairs = argument.Value.GetInt32() },
            _ => throw new NotSupportedException($"Argument {argument.Name} is not known to this test."),
        });

    private static string? Text(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    private static int[] Numbers(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];
}
