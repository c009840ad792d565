using System.CommandLine.Parsing;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class ReadmeTests : IDisposable
{
    private readonly ClipFolder _folder = new();
    private readonly string _directory = Environment.CurrentDirectory;

    public ReadmeTests()
    {
        Environment.CurrentDirectory = _folder.PathOf("");
        WorldClips.Save(Path.Combine(_folder.Clips, "room.mp4"));
        _folder.Add("wall.mkv", 3);
        File.Copy(Path.Combine(_folder.Clips, "room.mp4"), "clip.mp4");
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _directory;
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_command_of_the_readme_runs()
    {
        var commands = Commands(File.ReadLines(RepositoryFiles.PathOf("README.md"))).ToList();

        Assert.True(commands.Count >= 8, $"expected the commands of the README, got {commands.Count}");
        foreach (var command in commands)
        {
            // What is tested is the command line: demo and alignment are small, and a judge that takes no time scores
            // the clips.
            string[] smaller = command[0] switch
            {
                "demo" => ["--width", "160", "--height", "112", "--frames", "5", "--no-align"],
                "align" => [
                    "--preset", "demo", "--prompts", "worlds:2", "--count", "2", "--steps", "2", "--start", "1,0.75",
                    "--min-gap", "0", "--min-motion", "0",
                    "--motion-tolerance", "1", "--motion-ratio", "0", "--train-steps", "2", "--batch", "1",
                    "--eval-prompts", "worlds:1", "--eval-seeds", "1"],
                _ => [],
            };
            var run = await CommandLine.RunAsync(
                command[0] == "export" ? null : new ChangeJudge(), [.. command, .. smaller]);
            Assert.True(
                run.ExitCode == (int)ExitCode.Success,
                $"plumb {string.Join(' ', command)}: exit {run.ExitCode}: {run.Error}");
        }

        foreach (var promised in (string[])[
            "report.html", "results.json", "results.csv", "world/points.ply", "plumbline-demo/report.html",
            "generated.mp4", "aligned/report.html"])
            Assert.True(File.Exists(promised), $"expected {promised} to be written");
    }

    // What follows ./plumb inside the sh blocks, comments aside.
    private static IEnumerable<string[]> Commands(IEnumerable<string> lines)
    {
        var isInside = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isInside = line == "```sh";
            else if (isInside && line.StartsWith("./plumb ", StringComparison.Ordinal))
                yield return [.. CommandLineParser.SplitCommandLine(line.Split('#')[0]["./plumb ".Length..])];
        }
    }
}
