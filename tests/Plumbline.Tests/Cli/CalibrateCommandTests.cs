using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class CalibrateCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Promises_are_listed_with_what_was_measured()
    {
        _folder.Add("clip.mkv", 10);

        var run = await CalibrateAsync(_folder.Clips, "--defects", "jitter", "--attacks", "freeze,reversed");

        Assert.Equal((int)ExitCode.Success, run.ExitCode);
        Assert.Matches("met +freeze: promise kept +1.000", run.Output);
        Assert.Contains("promises met by change 1.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_on_stdout_is_alone_there()
    {
        _folder.Add("clip.mkv", 10);

        var run = await CalibrateAsync(_folder.Clips, "--defects", "none", "--attacks", "freeze", "--json", "-");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("attacks").GetArrayLength());
    }

    [Fact]
    public async Task The_report_is_written_as_markdown()
    {
        _folder.Add("clip.mkv", 10);

        await CalibrateAsync(
            _folder.Clips, "--defects", "drift", "--attacks", "none", "--report", _folder.PathOf("page.md"));

        Assert.StartsWith(
            "# Calibration of change 1",
            await File.ReadAllTextAsync(_folder.PathOf("page.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--defects", "wobbel", "wobbel")]
    [InlineData("--attacks", "freez", "freez")]
    [InlineData("--jobs", "0", "at least 1")]
    [InlineData("--judge", "beauty", "beauty")]
    [InlineData("--frames", "2", "expected at least 3, or 0 for all")]
    public async Task A_wrong_choice_is_named(string option, string value, string expected)
    {
        var run = await CalibrateAsync("--synthetic", "1", option, value);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_clips_at_all_is_bad_usage()
    {
        var run = await CalibrateAsync("--synthetic", "0");

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
    }

    [Fact]
    public async Task Worlds_are_rendered_as_candidates_are_asked_for()
    {
        var run = await CalibrateAsync(
            "worlds:2+70", "--size", "32", "--defects", "none", "--attacks", "freeze", "--json", "-");

        using var json = JsonDocument.Parse(run.Output);
        var clips = json.RootElement.GetProperty("clips").EnumerateArray().ToArray();
        Assert.Equal(2, clips.Length);
        Assert.All(
            clips, clip => Assert.Equal("17 of 17 frames 32×32 at 8 fps", clip.GetProperty("format").GetString()));
        Assert.StartsWith("alignment world 70, ", clips[0].GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.True(clips[0].GetProperty("focalPixels").GetDouble() > 0);
    }

    [Fact]
    public async Task A_number_of_worlds_that_is_none_is_said()
    {
        var run = await CalibrateAsync("worlds:many");

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("expected a number of worlds such as worlds:256", run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandLine> CalibrateAsync(params string[] args) =>
        CommandLine.RunAsync(new ChangeJudge(), ["calibrate", .. args]);
}
