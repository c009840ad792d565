using System.Text.Json;
using Plumbline.Alignment.Comparison;
using Plumbline.Cli.Aligning;

namespace Plumbline.Tests.Aligning;

[Collection(AlignedRun.Collection)]
public sealed class AlignmentReportTests(AlignedRun run) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-page-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_page_holds_what_the_run_holds()
    {
        var document = AlignedRun.DocumentOf(run.Page);

        Assert.Equal(3, document.GetProperty("asked").GetProperty("prompts").GetProperty("count").GetInt32());
        Assert.Equal(2, document.GetProperty("stages").GetProperty("stages").GetArrayLength());
        Assert.Equal(["passed", "failed"], document.GetProperty("lint").GetProperty("findings").EnumerateArray().Select(
            one => one.GetProperty("state").GetString()));
        var round = document.GetProperty("rounds")[0];
        var rewards = round.GetProperty("rewards");
        Assert.Equal((9, 3), (rewards.GetProperty("candidates").GetInt32(), rewards.GetProperty("pairs").GetInt32()));
        Assert.Equal(8, rewards.GetProperty("judges")[0].GetProperty("scores").GetArrayLength());
        Assert.True(rewards.GetProperty("judges")[0].GetProperty("isReward").GetBoolean());
        Assert.Equal(["unscorable", "motionNotMatched"], rewards.GetProperty("rejected").EnumerateArray().Select(
            one => one.GetProperty("kind").GetString()));
        Assert.Equal(2, document.GetProperty("examples").GetProperty("items").GetArrayLength());
        Assert.Equal(
            ComparisonJson.Read(Path.Combine(run.Folder, "comparison", "comparison.json")).Metrics.Count,
            document.GetProperty("statistics").GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void Pairs_come_by_margin_and_rejected_ones_after_them_with_their_reason()
    {
        var items = AlignedRun.DocumentOf(run.Page).GetProperty("rounds")[0].GetProperty("gallery").GetProperty("items")
            .EnumerateArray().ToArray();

        Assert.Equal([16, 8, 8], items.Take(3).Select(item => item.GetProperty("margin").GetDouble()));
        Assert.Equal([46, 30], items[0].GetProperty("clips").EnumerateArray().Select(
            clip => clip.GetProperty("score").GetDouble()));
        Assert.Equal(["unscorable", "motionNotMatched"], items.Skip(3)
            .Select(item => item.GetProperty("kind").GetString()).Order(StringComparer.Ordinal).Reverse());
        Assert.All(items.SelectMany(item => item.GetProperty("clips").EnumerateArray()), clip =>
            Assert.True(clip.TryGetProperty("pictures", out _)));
        var rejected = items.First(
            item => item.TryGetProperty("kind", out var kind) && kind.GetString() == "unscorable");
        Assert.False(rejected.GetProperty("clips")[0].TryGetProperty("score", out _));
    }

    [Fact]
    public void Curves_are_the_lines_of_the_log()
    {
        var training = AlignedRun.DocumentOf(run.Page).GetProperty("rounds")[0].GetProperty("training");

        var logged = File.ReadLines(Path.Combine(run.Folder, "round-1", "adapter", "metrics.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        Assert.Equal(logged.Select(line => line.GetProperty("loss").GetDouble()), training.GetProperty("lines")
            .EnumerateArray().Select(line => line.GetProperty("loss").GetDouble()));
        Assert.Contains(training.GetProperty("notes").EnumerateArray(), note =>
            note.GetString()!.Contains("mean |logit|", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_page_makes_no_clip_again_and_has_the_same_bytes()
    {
        var examples = Path.Combine(run.Folder, "comparison", ComparisonExamples.FolderName);
        DateTime[] Times() => [.. Directory.EnumerateFiles(examples, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
        var before = Times();

        AlignmentReport.Write(run.Folder, PathOf("again.html"), token: TestContext.Current.CancellationToken);

        Assert.Equal(4, before.Length);
        Assert.Equal(before, Times());
        Assert.Equal(File.ReadAllBytes(run.Page), File.ReadAllBytes(PathOf("again.html")));
    }

    [Fact]
    public void Without_models_the_page_shows_numbers_and_the_examples_that_are_there()
    {
        AlignmentReport.Write(
            run.Folder, PathOf("page.html"), token: TestContext.Current.CancellationToken, sources: new(Files: null));

        var document = AlignedRun.DocumentOf(PathOf("page.html"));
        var gallery = document.GetProperty("rounds")[0].GetProperty("gallery");
        Assert.Contains("no autoencoder was given", gallery.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.False(gallery.GetProperty("items")[0].GetProperty("clips")[0].TryGetProperty("pictures", out _));
        Assert.Equal(2, document.GetProperty("examples").GetProperty("items").GetArrayLength());
    }

    [Fact]
    public void Of_an_empty_folder_every_section_says_what_is_missing()
    {
        AlignmentReport.Write(
            _folder.FullName, PathOf("page.html"), token: TestContext.Current.CancellationToken,
            sources: new(run.Files));

        var document = AlignedRun.DocumentOf(PathOf("page.html"));
        Assert.All(
            (string[])["stages", "lint", "examples", "statistics"],
            name => Assert.False(
                string.IsNullOrWhiteSpace(document.GetProperty(name).GetProperty("missing").GetString())));
        Assert.Equal(0, document.GetProperty("rounds").GetArrayLength());
        Assert.True(document.GetProperty("asked").GetProperty("prompts").TryGetProperty("missing", out _));
    }

    [Fact]
    public void A_damaged_file_takes_only_its_own_section_with_it()
    {
        Copy(run.Folder, _folder.FullName);
        File.WriteAllText(PathOf("round-1/pairs.json"), "{");
        File.AppendAllText(PathOf("round-1/adapter/metrics.jsonl"), "{\"step\": 11, \"lo");
        File.WriteAllText(PathOf("comparison/comparison.json"), "{ \"metrics\": 3 }");
        File.WriteAllText(PathOf("stages.json"), "null");

        AlignmentReport.Write(
            _folder.FullName, PathOf("page.html"), token: TestContext.Current.CancellationToken,
            sources: new(Files: null));

        var document = AlignedRun.DocumentOf(PathOf("page.html"));
        var round = document.GetProperty("rounds")[0];
        Assert.Contains(
            "pairs.json", round.GetProperty("gallery").GetProperty("missing").GetString(), StringComparison.Ordinal);
        Assert.Equal(9, round.GetProperty("rewards").GetProperty("candidates").GetInt32());
        Assert.Contains("pairs.json", round.GetProperty("rewards").GetProperty("pairsMissing")
            .GetString(), StringComparison.Ordinal);
        Assert.Equal(1, round.GetProperty("training").GetProperty("damaged").GetInt32());
        Assert.Contains("comparison.json", document.GetProperty("statistics").GetProperty("missing")
            .GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("stages").TryGetProperty("missing", out _));
        Assert.True(document.GetProperty("lint").TryGetProperty("findings", out _));
    }

    [Fact]
    public void No_text_of_a_run_can_become_markup()
    {
        var page = File.ReadAllText(run.Page);

        Assert.DoesNotContain("</script><b>", page);
        Assert.DoesNotContain("<b>Nothing</b>", page);
        Assert.DoesNotContain("https://", page);
        Assert.Contains("default-src 'none'", page);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
