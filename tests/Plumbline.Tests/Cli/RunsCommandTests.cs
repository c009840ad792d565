using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class RunsCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();
    private readonly ChangeJudge _judge = new();

    public RunsCommandTests()
    {
        _folder.Add("a.mkv", 10);
        _folder.Add("b.mkv", 20);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_a_run_made_is_named_by_the_run_and_listed()
    {
        var run = await CommandLine.RunAsync(_judge, "score", _folder.Clips);

        var listed = await CommandLine.RunAsync("runs");

        var path = Assert.Single(Folders());
        Assert.Contains($"kept for --resume in {path}", run.Error, StringComparison.Ordinal);
        Assert.Contains(path, listed.Output, StringComparison.Ordinal);
        Assert.Contains("1 run folders", listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_folders_of_the_age_that_was_named_are_deleted()
    {
        await CommandLine.RunAsync(_judge, "score", _folder.Clips);
        var old = Assert.Single(Folders());
        foreach (var file in Directory.EnumerateFiles(old))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow - TimeSpan.FromDays(40));
        await CommandLine.RunAsync(_judge, "score", _folder.Clips, "--seed", "1");

        var deleted = await CommandLine.RunAsync("runs", "--delete-older-than", "30");

        Assert.Contains(old, deleted.Output, StringComparison.Ordinal);
        Assert.NotEqual(old, Assert.Single(Folders()));
    }

    [Fact]
    public async Task Without_any_folder_nothing_is_listed()
    {
        var listed = await CommandLine.RunAsync("runs", "--delete-older-than", "0");

        Assert.Equal((int)ExitCode.Success, listed.ExitCode);
        Assert.Empty(listed.Output);
    }

    private string[] Folders() => Directory.GetDirectories(Path.Combine(_folder.PathOf("state"), "plumbline", "runs"));
}
