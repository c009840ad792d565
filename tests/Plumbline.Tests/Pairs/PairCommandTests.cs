using System.Text.Json;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli;
using Plumbline.Tests.Cli;
using Plumbline.Tests.Tensors;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Pairs;

[LeavesNoTensors]
public sealed class PairCommandTests(TinyModel model) : IClassFixture<TinyModel>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-run-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_goes_from_prompts_to_pairs()
    {
        var run = PathOf("run");

        var candidates = await Candidates(run);
        var judge = await CommandLine.RunAsync(
            new ChangeJudge(), "judge", run, "--model", model.Folder, "--threads", "1", "--jobs", "1", "--json", "-");
        var pairs = await CommandLine.RunAsync(
            new ChangeJudge(), "pairs", run, "--ungated", "--min-gap", "0", "--min-motion", "0", "--motion-tolerance",
            "1", "--duplicates", "0",
            "--json", PathOf("statistics.json"), "--metadata", PathOf("metadata.json"));

        Assert.Equal((0, 0, 0), (candidates.ExitCode, judge.ExitCode, pairs.ExitCode));
        Assert.Contains("6 candidates of 2 prompts, 6 made in", candidates.Error, StringComparison.Ordinal);
        using var judged = JsonDocument.Parse(judge.Output);
        Assert.Equal(6, judged.RootElement.GetArrayLength());
        Assert.Equal($"{Path.Combine(run, "round-1", "pairs.json")}\n", pairs.Output);
        var selection = PairFile.Read(Path.Combine(run, "round-1", "pairs.json"));
        Assert.Equal(["world-00000", "world-00001"], selection.Pairs.Select(pair => pair.Prompt.Id));
        Assert.All(selection.Pairs, pair => Assert.True(pair.Margin > 0));
        Assert.All(selection.Pairs, pair => Assert.True(File.Exists(Path.Combine(run, pair.Prompt.FirstFramePath!))));
        using var statistics = JsonDocument.Parse(File.ReadAllText(PathOf("statistics.json")));
        Assert.Equal(2, statistics.RootElement.GetProperty("pairCount").GetInt32());
        Assert.Equal([3, 3], VideoGpaMetadata.Read(PathOf("metadata.json")).Groups.Select(group => group.Videos.Count));
    }

    [Fact]
    public async Task Several_judges_judge_a_run_at_once()
    {
        var run = PathOf("run");
        await Candidates(run);

        var judge = await CommandLine.RunAsync(
            new ChangeJudge(), "judge", run, "--judge", "geometry,stillness", "--model", model.Folder, "--threads", "1",
            "--json", "-");

        Assert.Equal(0, judge.ExitCode);
        Assert.Contains("6 candidates judged by change 1, 6 with a score", judge.Error, StringComparison.Ordinal);
        Assert.Contains("6 candidates judged by stillness 1.0, 6 with a score", judge.Error, StringComparison.Ordinal);
        using var judged = JsonDocument.Parse(judge.Output);
        Assert.Equal(
            ["change", "stillness"],
            judged.RootElement.EnumerateArray().Take(2).Select(entry => entry.GetProperty("judge").GetString()));
        Assert.Equal(12, judged.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("beauty", "with commas between, got 'beauty'")]
    [InlineData("geometry,", "with commas between, got ''")]
    [InlineData("subspace,subspace", "expected different judges, got subspace, subspace")]
    public async Task Judges_that_are_not_there_are_refused(string judges, string problem)
    {
        var judge = await CommandLine.RunAsync("judge", PathOf("run"), "--judge", judges);

        Assert.Equal((int)ExitCode.BadUsage, judge.ExitCode);
        Assert.Contains(problem, judge.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("1,x")]
    [InlineData("3,NaN")]
    public async Task Guidance_is_one_number_or_several(string guidance)
    {
        var run = await Candidates(PathOf("run"), "--guidance", guidance);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(
            $"--guidance: expected numbers of at least 1 with commas between, got '{guidance}'. Try 1,3, or 1,1/1.5/2.",
            run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1,2")]
    [InlineData("x")]
    public async Task A_start_is_a_noise_level(string start)
    {
        var run = await Candidates(PathOf("run"), "--start", start);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(
            $"--start: expected numbers above 0 and up to 1 with commas between, got '{start}'. Try 1,0.9.", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_without_a_video_has_nothing_to_begin_from()
    {
        await File.WriteAllTextAsync(PathOf("p.txt"), "a red arch", TestContext.Current.CancellationToken);

        var worlds = await Candidates(PathOf("worlds"), "--start", "0.95");
        var file = await Candidates(PathOf("file"), "--prompts", PathOf("p.txt"), "--start", "0.95");

        Assert.Equal((int)ExitCode.Success, worlds.ExitCode);
        Assert.NotEqual((int)ExitCode.Success, file.ExitCode);
        Assert.Contains(
            "Prompt 001: expected a video for its clips to begin from, got none.", file.Error,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("file/prompts")));
    }

    [Fact]
    public async Task Clips_of_one_noise_are_made_and_paired()
    {
        var run = PathOf("run");
        var single = await Candidates(PathOf("single"), "--one-noise");
        await Candidates(run, "--count", "4", "--guidance", "1,3", "--one-noise");
        await CommandLine.RunAsync(new ChangeJudge(), "judge", run, "--model", model.Folder, "--threads", "1");

        var paired = await CommandLine.RunAsync(
            "pairs", run, "--ungated", "--one-noise", "--choice", "all", "--min-gap", "0", "--min-motion", "0",
            "--motion-tolerance", "1", "--duplicates", "0");

        Assert.Equal((int)ExitCode.BadUsage, single.ExitCode);
        Assert.Contains(
            "expected several guidances or starts where candidates share their noise", single.Error,
            StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Success, paired.ExitCode);
        var pairs = PairFile.Read(PathOf("run/round-1/pairs.json"));
        Assert.True(pairs.Rules.SharesNoise);
        Assert.Equal(4, pairs.Pairs.Count);
        Assert.All(pairs.Pairs, pair => Assert.True(pair.Winner.Candidate.SharesNoiseWith(pair.Loser.Candidate)));
        Assert.Contains(" × OtherNoise", paired.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_finished_work_asks_for_resume()
    {
        var run = PathOf("run");
        await Candidates(run);

        var again = await Candidates(run);
        var resumed = await Candidates(run, "--resume");
        var other = await Candidates(run, "--resume", "--steps", "3");

        Assert.Equal((int)ExitCode.BadUsage, again.ExitCode);
        Assert.Contains("Add --resume to continue it", again.Error, StringComparison.Ordinal);
        Assert.Contains("6 candidates of 2 prompts, 0 made in", resumed.Error, StringComparison.Ordinal);
        Assert.Contains("\"steps\": 2, got \"steps\": 3.", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_nine_at_any_moment_loses_nothing()
    {
        var (whole, killed) = (PathOf("whole"), PathOf("killed"));
        await Candidates(whole);
        for (var i = 0; i < 3; i++)
        {
            using var process = PlumbProcess.Start([.. Arguments(killed), "--resume"]);
            var seen = Finished(killed);
            while (!process.HasExited && Finished(killed) <= seen)
                await Task.Delay(5 + 7 * i, TestContext.Current.CancellationToken);
            process.Kill();
            await process.EndAsync();
        }

        await Candidates(killed, "--resume");

        Assert.Equal(Hashes(whole), Hashes(killed));
    }

    [Fact]
    public async Task Prompts_are_written_to_be_edited()
    {
        var written = await CommandLine.RunAsync(
            "candidates", "--prompts", "worlds:2+7", "--worlds", "comparison", "--out", PathOf("prompts"),
            "--prompts-only", "--size", "32", "--frames", "5");

        Assert.Equal($"{PathOf("prompts/prompts.json")}\n", written.Output);
        Assert.Equal(["world-00007", "world-00008"], PromptFile.Read(PathOf("prompts/prompts.json")).Select(
            prompt => prompt.Id));
    }

    [Fact]
    public async Task Pairs_by_the_reference_are_listed()
    {
        var metadata = PathOf("metadata.json");
        File.WriteAllText(PathOf("l.pt"), "");
        File.WriteAllText(metadata, """
            {"groups": [
              {"group_id": "a", "videos": [
                {"generation_id": "1", "consistency_score": 0.9, "motion_norm": 1, "latent_path": "l.pt", "condition_path": "l.pt"},
                {"generation_id": "2", "consistency_score": 0.25, "motion_norm": 1, "latent_path": "l.pt", "condition_path": "l.pt"}]},
              {"group_id": "b", "videos": []}]}
            """);

        var listed = await CommandLine.RunAsync("pairs", metadata, "--compat", "videogpa", "--min-gap", "0.05");

        Assert.Equal("a\t2\t1\t0.65\n", listed.Output);
        Assert.Contains("b: 0 of 0 videos have consistency_score", listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_paired_is_said_in_one_sentence()
    {
        var run = PathOf("run");
        var none = await CommandLine.RunAsync("pairs", run, "--ungated");
        var one = await Candidates(run, "--count", "1");
        var prompts = await CommandLine.RunAsync("candidates", "--prompts", PathOf("none.txt"), "--out", run);
        await Candidates(run);
        var unjudged = await CommandLine.RunAsync("pairs", run, "--ungated");
        await CommandLine.RunAsync(new ChangeJudge(), "judge", run, "--model", model.Folder, "--threads", "1");
        var uncalibrated = await CommandLine.RunAsync("pairs", run);
        var both = await CommandLine.RunAsync("pairs", run, "--ungated", "--calibration", "calibration.json");
        var apart = await CommandLine.RunAsync("pairs", run, "--ungated", "--min-gap", "1000");

        Assert.Contains(
            "expected round-1/recipe.json and prompts.json of a run, got none", none.Error, StringComparison.Ordinal);
        Assert.Contains(
            "got neither, and no calibration of change 1 on 32×32 pixels comes with the program", uncalibrated.Error,
            StringComparison.Ordinal);
        Assert.Contains("expected --calibration FILE or --ungated, got both", both.Error, StringComparison.Ordinal);
        Assert.Contains("a pair needs two", one.Error, StringComparison.Ordinal);
        Assert.Contains("expected a file of prompts, got nothing", prompts.Error, StringComparison.Ordinal);
        Assert.Contains("Run plumb judge", unjudged.Error, StringComparison.Ordinal);
        Assert.Contains("no pair keeps every rule; the first reason: ", apart.Error, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.SomeFailed, apart.ExitCode);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string[] Arguments(string run) =>
    [
        "candidates", "--prompts", "worlds:2", "--out", run, "--model", model.Folder, "--count", "3", "--steps", "2",
        "--size", "32",
        "--frames", "5", "--threads", "1", "--precision", "float32",
    ];

    private Task<CommandLine> Candidates(string run, params string[] more)
    {
        string[] arguments = [.. Arguments(run)];
        // An option that is said again takes the place of the first.
        for (var i = 0; i + 1 < more.Length; i++)
        {
            if (Array.IndexOf(arguments, more[i]) is var place and >= 0)
                arguments = [.. arguments[..place], .. arguments[(place + 2)..]];
        }

        return CommandLine.RunAsync(new ChangeJudge(), [.. arguments, .. more]);
    }

    private static int Finished(string run) =>
        Directory.Exists(Path.Combine(run, "round-1"))
            ? Directory.GetFiles(
                Path.Combine(run, "round-1"), "seed_*.safetensors", SearchOption.AllDirectories).Length
            : 0;

    private static Dictionary<string, string> Hashes(string run) => Directory
        .EnumerateFiles(run, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("run.", StringComparison.Ordinal)
            && !file.EndsWith(".partial", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(run, file), file => ContentHash.Sha256(file));
}
