using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();
    private readonly ChangeJudge _judge = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_table_ranks_clips_and_gives_the_reason_for_those_without_a_score()
    {
        _folder.Add("a-rough.mkv", 30);
        _folder.Add("b-smooth.mkv", 5);
        _folder.Add("c-still.mkv", 0);
        _folder.AddText("d-notes.mp4");

        var run = await ScoreAsync(_folder.Clips);

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        var lines = run.Output.Split('\n').Where(line => line.Contains(".m", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, lines.Count);
        Assert.Matches("95.0 +94.0–96.0 +no path found +.*b-smooth.mkv", lines[0]);
        Assert.Matches("70.0 .*a-rough.mkv", lines[1]);
        Assert.Matches("unscorable .*c-still.mkv +Nothing moves in the picture.", lines[2]);
        Assert.Matches("unreadable .*d-notes.mp4 +.*expected", lines[3]);
        Assert.Contains("2 scored, 1 unscorable, 1 failed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_on_stdout_is_alone_there_and_satisfies_the_schema()
    {
        _folder.Add("one.mkv", 10);
        _folder.AddText("two.mp4");

        var run = await ScoreAsync(_folder.Clips, "--json", "-");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Empty(
            JsonSchema.Load(RepositoryFiles.PathOf("docs", "schema", "score.schema.json")).Validate(json.RootElement));
        var videos = json.RootElement.GetProperty("videos");
        Assert.Equal(90, videos[0].GetProperty("score").GetDouble());
        Assert.Equal("unreadable", videos[1].GetProperty("failure").GetString());
    }

    [Fact]
    public async Task Results_come_in_the_order_of_the_input_whatever_the_number_of_jobs()
    {
        for (var i = 0; i < 5; i++)
            _folder.Add($"clip{i}.mkv", 10 + i);

        var one = await ScoreAsync(_folder.Clips, "--json", "-", "--jobs", "1");
        var four = await ScoreAsync(_folder.Clips, "--json", "-", "--jobs", "4");

        Assert.Equal(one.Output, four.Output);
        Assert.Matches("(?s)clip0.*clip1.*clip2.*clip3.*clip4", one.Output);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_resumes_to_the_bytes_of_one_that_was_not()
    {
        for (var i = 0; i < 4; i++)
            _folder.Add($"clip{i}.mkv", 10 + i);
        var whole = await RunAsync(_judge, ["--run", _folder.PathOf("whole"), .. Files("whole")]);
        var judgedCount = 0;
        using var stop = new CancellationTokenSource();
        var cancels = new ChangeJudge(_ =>
        {
            if (++judgedCount == 3)
                stop.Cancel();
        });

        var cut = await RunAsync(cancels, ["--run", _folder.PathOf("cut"), "--jobs", "1", .. Files("cut")], stop.Token);
        var resumed = await RunAsync(
            new(_ => judgedCount++), ["--run", _folder.PathOf("cut"), "--resume", .. Files("cut")]);

        Assert.Equal((int)ExitCode.Cancelled, cut.ExitCode);
        Assert.Contains("--resume", cut.Error, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Success, resumed.ExitCode);
        Assert.Equal(3 + 2, judgedCount);
        foreach (var extension in (string[])[".json", ".csv", ".html"])
            Assert.Equal(
                File.ReadAllText(_folder.PathOf("whole" + extension)),
                File.ReadAllText(_folder.PathOf("cut" + extension)));
        Assert.Equal(whole.Output, resumed.Output);
    }

    [Fact]
    public async Task Resume_finds_the_run_of_the_same_command_line_without_being_told_where()
    {
        _folder.Add("clip0.mkv", 10);
        _folder.Add("clip1.mkv", 20);
        var judgedCount = 0;
        var judge = new ChangeJudge(_ => judgedCount++);
        await RunAsync(judge, ["--jobs", "1"]);

        await RunAsync(judge, ["--jobs", "1", "--resume"]);
        await RunAsync(judge, ["--jobs", "1", "--seed", "1", "--resume"]);

        Assert.Equal(2 + 2, judgedCount);
    }

    [Fact]
    public async Task A_file_that_changed_is_judged_again()
    {
        _folder.Add("clip.mkv", 10);
        await RunAsync(_judge, ["--run", _folder.PathOf("run")]);
        _folder.Add("clip.mkv", 20);

        var resumed = await RunAsync(_judge, ["--run", _folder.PathOf("run"), "--resume", "--csv", "-"]);

        Assert.Contains(",80,", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_judge_judges_again_what_an_older_one_had_finished()
    {
        _folder.Add("clip.mkv", 10);
        await RunAsync(_judge, ["--run", _folder.PathOf("run")]);
        var judgedCount = 0;

        await RunAsync(new(_ => judgedCount++, "2"), ["--run", _folder.PathOf("run"), "--resume"]);

        Assert.Equal(1, judgedCount);
    }

    [Fact]
    public async Task A_run_folder_with_finished_work_is_not_overwritten()
    {
        _folder.Add("clip.mkv", 10);
        await RunAsync(_judge, ["--run", _folder.PathOf("run")]);

        var second = await RunAsync(_judge, ["--run", _folder.PathOf("run")]);

        Assert.Equal((int)ExitCode.BadUsage, second.ExitCode);
        Assert.Contains("--resume", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_of_the_judge_is_a_row_and_the_run_goes_on()
    {
        _folder.Add("a.mkv", 10);
        _folder.Add("b.mkv", 20);
        var judge = new ChangeJudge(video => ArgumentOutOfRangeException.ThrowIfEqual(video.Frames[1].Rgb[0], 30));

        var run = await RunAsync(judge, ["--json", "-"]);

        Assert.Equal((int)ExitCode.Defect, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("defect", json.RootElement.GetProperty("videos")[0].GetProperty("failure").GetString());
        Assert.Equal(80, json.RootElement.GetProperty("videos")[1].GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_said_before_anything_is_judged()
    {
        var run = await CommandLine.RunAsync(_judge, "score", _folder.PathOf("nowhere.mp4"));

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("nowhere.mp4", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("--frames", "2", "--frames: expected a whole number of at least 3, or all, got 2.")]
    [InlineData("--frames", "many", "--frames: expected a whole number of at least 3, or all, got many.")]
    [InlineData("--intrinsics", "500,500,320", "--intrinsics: expected four numbers")]
    [InlineData("--intrinsics", "500,-5,320,240", "--intrinsics: expected four numbers")]
    [InlineData("--focal", "0x", "--focal: expected pixels")]
    [InlineData("--scene", "lively", "--scene: expected static or dynamic, got lively.")]
    [InlineData("--compat", "vbench", "--compat: expected videogpa, got vbench.")]
    [InlineData("--jobs", "0", "--jobs: expected at least 1, got 0.")]
    [InlineData("--json", "/nowhere/at/all/out.json", "expected a file name in an existing folder")]
    public async Task An_option_that_cannot_be_is_refused_with_what_was_expected(
        string option, string value, string message)
    {
        _folder.Add("clip.mkv", 10);

        var run = await ScoreAsync(_folder.Clips, option, value);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--frames", "all", "\"frames\": \"all\"")]
    [InlineData("--frames", "5", "\"frames\": \"5\"")]
    [InlineData("--scene", "dynamic", "\"scene\": \"dynamic\"")]
    [InlineData("--intrinsics", "500,510,320,240.5", "\"intrinsics\": [")]
    [InlineData("--focal", "0.7x", "\"focalScale\": 0.7")]
    [InlineData("--focal", "520", "\"focalPixels\": 520")]
    [InlineData("--compat", "videogpa", "\"compat\": \"videogpa\"")]
    [InlineData("--seed", "7", "\"seed\": 7")]
    public async Task Options_that_change_numbers_are_written_into_the_results(
        string option, string value, string field)
    {
        _folder.AddText("notes.mp4");

        var run = await ScoreAsync(_folder.Clips, "--json", "-", option, value);

        Assert.Contains(field, run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Empty(
            JsonSchema.Load(RepositoryFiles.PathOf("docs", "schema", "score.schema.json")).Validate(json.RootElement));
    }

    [Fact]
    public async Task A_clip_with_two_names_is_in_the_results_twice()
    {
        var path = _folder.Add("a.mkv", 10);
        File.Copy(path, Path.Combine(_folder.Clips, "b.mkv"));

        var run = await ScoreAsync(_folder.Clips, "--csv", "-");

        Assert.Matches("(?s)a.mkv,.*,90,.*b.mkv,.*,90,", run.Output);
    }

    private Task<CommandLine> ScoreAsync(params string[] args) => CommandLine.RunAsync(_judge, ["score", .. args]);

    private Task<CommandLine> RunAsync(ChangeJudge judge, string[] args, CancellationToken token = default) =>
        CommandLine.RunAsync(judge, ["score", _folder.Clips, .. args], token);

    private string[] Files(string name) =>
    [
        "--json", _folder.PathOf(name + ".json"), "--csv", _folder.PathOf(name + ".csv"), "--report", _folder.PathOf(
            name + ".html"),
    ];
}
