using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Runs;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class AlignCommandTests : IDisposable
{
    private readonly TinyModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task One_command_gives_an_adapter_its_proof_and_its_report_and_a_second_one_goes_on()
    {
        var run = await AlignAsync("run", [.. Small, "--json", PathOf("found.json")]);
        var again = await CommandLine.RunAsync("align", "--out", PathOf("run"), "--resume", "--threads", "1");

        Assert.True(run.ExitCode == (int)ExitCode.Success, run.Error);
        Assert.Equal(PathOf("run/round-1/adapter"), run.Output.Trim());
        foreach (var stage in (string[])[
            "lint:", "round 1 · candidates: 8 candidates of 4 prompts", "round 1 · judging:", "round 1 · pairs:",
            "round 1 · training:", "comparison:"])
            Assert.Contains(stage, run.Error, StringComparison.Ordinal);
        foreach (var name in (string[])[
            "round-1/adapter/adapter_model.safetensors", "round-1/adapter/adapter_config.json",
            "comparison/comparison.md", "stages.json", "report.html"])
            Assert.True(File.Exists(PathOf("run/" + name)), name);
        Assert.Equal(await TextAsync("run/comparison/comparison.json"), await TextAsync("found.json"));
        // The second one decided nothing.
        Assert.StartsWith(
            "plumb align --base ", ComparisonJson.Read(PathOf("run/comparison/comparison.json")).Command,
            StringComparison.Ordinal);
        Assert.EndsWith(
            " --json " + PathOf("found.json"), ComparisonJson.Read(PathOf("run/comparison/comparison.json")).Command,
            StringComparison.Ordinal);
        Assert.Equal(PlumbCommand.Commit, ComparisonJson.Read(PathOf("run/comparison/comparison.json")).Commit);
        Assert.True(again.ExitCode == (int)ExitCode.Success, again.Error);
        Assert.Equal(run.Output, again.Output);
        // A stage that had nothing left to do still says what came out of it.
        Assert.Equal(TrainingLine(run.Error), TrainingLine(again.Error));

        static string TrainingLine(string error) => error.Split('\n')
            .Single(line => line.StartsWith("round 1 · training:", StringComparison.Ordinal)).Split(" (")[0];
    }

    [Fact]
    public async Task A_folder_with_a_run_asks_for_resume()
    {
        await AlignAsync("run", Small);

        var again = await AlignAsync("run", Small);

        Assert.Equal((int)ExitCode.SomeFailed, again.ExitCode);
        Assert.Contains(
            "expected one without a run, got one. Resume it, or choose another folder.", again.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_catalog_is_said_and_left_as_it_is()
    {
        await AlignAsync("run", Small);
        var catalog = PathOf("run/run.sqlite");
        await File.WriteAllTextAsync(catalog, "this is no database", TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync("align", "--out", PathOf("run"), "--resume", "--threads", "1");

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains(catalog, run.Error, StringComparison.Ordinal);
        Assert.Equal("this is no database", await TextAsync("run/run.sqlite"));
    }

    [Theory]
    [InlineData("expected a calibration on clips of 64×64 pixels, got none", "--size", "64")]
    [InlineData("--count: expected at least 2, got 1.", "--ungated", "--count", "1")]
    [InlineData("nothing at this path", "--ungated", "--prompts", "nowhere.json")]
    [InlineData("expected a number of worlds such as worlds:256", "--ungated", "--prompts", "worlds:none")]
    [InlineData("--ungated: expected it or --calibration, got both.", "--ungated", "--calibration", "found.json")]
    [InlineData("--size: expected a multiple of 16, got 100.", "--ungated", "--size", "100")]
    [InlineData("--frames: expected 1 + a multiple of 4, got 16.", "--ungated", "--frames", "16")]
    public async Task What_cannot_work_is_said_before_a_clip_is_made(string words, params string[] more)
    {
        var run = await AlignAsync("run", more);

        Assert.NotEqual((int)ExitCode.Success, run.ExitCode);
        Assert.NotEqual((int)ExitCode.Defect, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("run/round-1")));
    }

    [Fact]
    public async Task There_is_nothing_to_resume_in_an_empty_folder()
    {
        var run = await CommandLine.RunAsync("align", "--out", PathOf("empty"), "--resume");

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains(
            "expected a run with recipe.json, got none. Begin one without --resume.", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_line_that_decides_something_is_kept()
    {
        string[] resume = ["align", "--out", PathOf("run"), "--resume", "--threads", "1"];
        // No winner is that good, so that no command line comes far.
        await AlignAsync("run", [.. Small, "--min-winner", "100"]);

        await CommandLine.RunAsync(resume);
        await CommandLine.RunAsync([.. resume, "--rounds", "2"]);

        Assert.Collection(
            AlignmentRecipe.Load(PathOf("run")).Commands,
            first => Assert.EndsWith(" --min-winner 100", first, StringComparison.Ordinal),
            second => Assert.Equal($"plumb {string.Join(' ', resume)} --rounds 2", second));
    }

    [Fact]
    public async Task A_reward_of_the_recipe_that_nobody_knows_is_said()
    {
        await AlignAsync("run", [.. Small, "--min-winner", "100"]);
        var recipe = PathOf("run/recipe.json");
        await File.WriteAllTextAsync(recipe, (await TextAsync("run/recipe.json"))
            .Replace("\"stillness\"", "\"beauty\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync("align", "--out", PathOf("run"), "--resume", "--threads", "1");

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("expected one of geometry, subspace", run.Error, StringComparison.Ordinal);
        Assert.Contains("got beauty", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompts_without_a_video_are_refused_where_clips_begin_from_it()
    {
        await File.WriteAllTextAsync(
            PathOf("p.txt"), "a red arch\na blue ball\na green box\na white cone\n",
            TestContext.Current.CancellationToken);

        var run = await AlignAsync("unfilmed", "--prompts", PathOf("p.txt"), "--reward", "stillness", "--ungated");

        Assert.NotEqual((int)ExitCode.Success, run.ExitCode);
        Assert.Contains(
            "expected a video for its clips to begin from, got none. Name it as video, or begin with noise alone: "
            + "--start 1", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("unfilmed/lint.json")));
    }

    // A clip of 32 pixels is too small for the geometry judge, so a reward that any clip has stands in for it.
    private static string[] Small =>
    [
        "--reward", "stillness", "--ungated", "--unlinted", "--prompts", "worlds:4", "--count", "2", "--steps", "2",
        "--start", "1,0.75", "--size", "32", "--frames", "5",
        "--min-gap", "0", "--min-motion", "0", "--motion-tolerance", "1", "--motion-ratio", "0", "--train-steps", "3",
        "--batch", "1", "--eval-prompts", "worlds:1",
        "--eval-seeds", "1",
    ];

    private string PathOf(string name) => Path.Combine(_model.Folder, name);

    private Task<string> TextAsync(string name) =>
        File.ReadAllTextAsync(PathOf(name), TestContext.Current.CancellationToken);

    private Task<CommandLine> AlignAsync(string folder, params string[] more) => CommandLine.RunAsync(
        [
            "align", "--base", _model.Folder, "--out", PathOf(folder), "--preset", "demo", "--precision", "float32",
            "--threads", "1", .. more]);
}
