using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class CompareCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_folders_give_a_table_in_words()
    {
        AddPairs(6);

        var run = await CompareAsync();

        Assert.Equal((int)ExitCode.Success, run.ExitCode);
        Assert.Contains("6 pairs of clips of 6 prompts", run.Output, StringComparison.Ordinal);
        // 2 of 64 exchanges: the least that six prompts can say, corrected for more than one row.
        Assert.Contains("| change.meanChange | lower | 22.5 | 12.5 | −44.4 % |", run.Output, StringComparison.Ordinal);
        Assert.Contains("Only 6 prompts", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_on_stdout_is_alone_there_and_says_how_it_was_made()
    {
        AddPairs(6);

        var run = await CompareAsync("--json", "-", "--correction", "none", "--power", "5");

        using var json = JsonDocument.Parse(run.Output);
        Assert.StartsWith(
            "plumb compare ", json.RootElement.GetProperty("command").GetString(), StringComparison.Ordinal);
        var row = json.RootElement.GetProperty("metrics").GetProperty("change.score");
        Assert.Equal(10, row.GetProperty("change").GetDouble(), 1e-9);
        Assert.Equal(2 / 64.0, row.GetProperty("p").GetDouble(), 1e-12);
        Assert.True(json.RootElement.GetProperty("power").TryGetProperty("change.meanChange", out _));
    }

    [Fact]
    public async Task A_clip_that_cannot_be_read_is_named_and_the_others_are_compared()
    {
        AddPairs(2);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Clips, "aligned", "clip1.mkv"), "a list", TestContext.Current.CancellationToken);

        var run = await CompareAsync();

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains("clip1", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 pairs of clips", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--correction", "bonferroni", "expected holm, bh or none")]
    [InlineData("--group-by", "(", "expected a regular expression")]
    [InlineData("--power", "0", "other than 0")]
    public async Task A_wrong_choice_is_named(string option, string value, string expected)
    {
        var run = await CompareAsync(option, value);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_bad_usage()
    {
        var run = await CommandLine.RunAsync(
            new ChangeJudge(), "compare", _folder.PathOf("nowhere"), _folder.PathOf("clips"));

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("nowhere", run.Error, StringComparison.Ordinal);
    }

    private void AddPairs(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Add("base", $"clip{i}.mkv", 20 + i);
            Add("aligned", $"clip{i}.mkv", 10 + i);
        }
    }

    private Task<CommandLine> CompareAsync(params string[] options) => CommandLine.RunAsync(
        new ChangeJudge(),
        ["compare", Path.Combine(_folder.Clips, "base"), Path.Combine(_folder.Clips, "aligned"), .. options]);

    private void Add(string side, string name, int change)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Clips, side));
        _folder.Add(Path.Combine(side, name), change);
    }
}
