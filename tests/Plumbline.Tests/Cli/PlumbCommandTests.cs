using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class PlumbCommandTests
{
    [Fact]
    public async Task The_version_is_one_line()
    {
        var run = await CommandLine.RunAsync("--version");

        Assert.Equal((int)ExitCode.Success, run.ExitCode);
        Assert.Matches(@"^plumb \d+\.\d+\.\d+\r?\n$", run.Output);
    }

    [Theory]
    [InlineData("scroe")]
    [InlineData("score")]
    [InlineData("score", "clip.mp4", "--colour")]
    public async Task What_cannot_be_understood_is_bad_usage_with_a_hint(params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("generate has no option --guidence. Did you mean --guidance?", "generate", "box", "--guidence", "3")]
    [InlineData("plumb generate has no option -x.", "generate", "a box", "-x")]
    [InlineData("plumb score has no option --colour.", "score", "clip.mp4", "--colour=red")]
    [InlineData("plumb train base has no option --step. Did you mean --steps?", "train", "base", "--step", "3")]
    public async Task A_word_that_looks_like_an_option_is_never_an_input(string message, params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_dashes_a_word_may_look_like_an_option()
    {
        var run = await CommandLine.RunAsync("score", "--", "--colour.mp4");

        Assert.DoesNotContain("has no option", run.Error, StringComparison.Ordinal);
        Assert.Contains("--colour.mp4", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lora-weight", "generate", "a box", "--lora-weight", "0,5")]
    [InlineData("--min-gap", "pairs", "run", "--min-gap", "2,5")]
    [InlineData("--learning-rate", "train", "dpo", "--pairs", "p", "--learning-rate", "2,5")]
    public async Task A_comma_in_a_number_is_refused_and_not_left_out(string option, params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains($"{option}: expected a number such as 2.5", run.Error, StringComparison.Ordinal);
        Assert.Contains($"Try 'plumb {args[0]}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score")]
    [InlineData("calibrate")]
    [InlineData("world")]
    [InlineData("export")]
    [InlineData("demo")]
    [InlineData("generate")]
    [InlineData("align")]
    [InlineData("candidates")]
    [InlineData("judge")]
    [InlineData("pairs")]
    [InlineData("compare")]
    [InlineData("label")]
    [InlineData("lint")]
    [InlineData("merge")]
    [InlineData("train", "vae")]
    [InlineData("train", "base")]
    [InlineData("train", "dpo")]
    public async Task Help_states_each_default_once_and_as_a_user_would_write_it(params string[] command)
    {
        var help = await CommandLine.RunAsync([.. command, "--help"]);

        foreach (var line in help.Output.Split('\n'))
        {
            Assert.True(line.Split("[default: ").Length <= 2, line);
            Assert.DoesNotMatch(@"\[default: ([A-Z]|\()", line);
        }
    }

    [Fact]
    public async Task Every_command_has_a_help_screen_that_names_its_options()
    {
        string[] commands = ["score", "calibrate", "world", "export", "demo", "doctor", "runs", "train", "generate"];
        foreach (var command in commands)
        {
            var run = await CommandLine.RunAsync(command, "--help");

            Assert.Equal((int)ExitCode.Success, run.ExitCode);
            Assert.Matches($@"Usage:\s+\S+ {command} .*\[options\]", run.Output);
        }
    }

    [Theory]
    [InlineData("score")]
    [InlineData("generate")]
    public async Task The_page_about_the_command_line_knows_every_option(string command)
    {
        var help = await CommandLine.RunAsync(command, "--help");
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs", "command-line.md"));

        var options = System.Text.RegularExpressions.Regex.Matches(help.Output, @"--[a-z]+(?:-[a-z]+)*")
            .Select(match => match.Value).Distinct();

        Assert.All(options.Except(["--help"]), option => Assert.Contains($"`{option}", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_doctor_says_what_was_found_as_text_and_as_json()
    {
        var text = await CommandLine.RunAsync("doctor");
        var json = await CommandLine.RunAsync("doctor", "--json");

        Assert.Contains("OpenCV", text.Output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal(text.ExitCode == 0, document.RootElement.GetProperty("isComplete").GetBoolean());
        var checks = document.RootElement.GetProperty("checks").EnumerateArray().ToList();
        Assert.All(
            checks.Where(check => check.GetProperty("state").GetString() != "present"),
            check => Assert.StartsWith(
                "apt-get install", check.GetProperty("install").GetString(), StringComparison.Ordinal));
    }
}
