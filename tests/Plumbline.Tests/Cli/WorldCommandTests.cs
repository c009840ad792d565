using System.Text.Json;
using Plumbline.Cli;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Cli;

public sealed class WorldCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_world_is_written_with_everything_that_was_asked_for()
    {
        var path = _folder.PathOf("w.mkv");

        var run = await CommandLine.RunAsync(
            "world", "--seed", "3", "-o", path, "--size", "48x32", "--frames", "3", "--depth", "--flow", "--cameras",
            "--normals", "--masks", "--caption");

        Assert.True(run.ExitCode == (int)ExitCode.Success, run.Error);
        Assert.Matches("^an? .*, the camera ", run.Output);
        Assert.All(
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1),
            written => Assert.True(Path.Exists(written), written));
        Assert.Equal(3, Directory.GetFiles(_folder.PathOf("w-depth")).Length);
        Assert.Equal(4, Directory.GetFiles(_folder.PathOf("w-flow")).Length);
        Assert.Equal(12 + 48 * 32 * 8, new FileInfo(Directory.GetFiles(_folder.PathOf("w-flow"))[0]).Length);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.PathOf("w-cameras.json")));
        Assert.Equal(3, json.RootElement.GetProperty("cameras").GetArrayLength());
        var video = MediaFiles.Load(path, token: TestContext.Current.CancellationToken);
        Assert.Equal((48, 32, 3), (video.Width, video.Height, video.Frames.Count));
    }

    [Fact]
    public async Task A_caption_alone_renders_nothing()
    {
        var run = await CommandLine.RunAsync("world", "--seed", "3", "--caption", "--camera", "orbit:-10deg");

        Assert.Equal((int)ExitCode.Success, run.ExitCode);
        Assert.EndsWith("the camera orbits left", run.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("expected --output FILE or --caption")]
    [InlineData("expected --output FILE with the files", "--caption", "--depth")]
    [InlineData("expected WIDTHxHEIGHT", "--caption", "--size", "8")]
    [InlineData("expected a move and an amount", "--caption", "--camera", "fly:3m")]
    [InlineData("--seed: expected at least 0", "--caption", "--seed", "-1")]
    [InlineData("--frames: expected at least 1", "--caption", "--frames", "0")]
    [InlineData("--speed: expected a factor", "--caption", "--speed", "3")]
    [InlineData("expected a path through free space", "--caption", "--camera", "dolly:9m")]
    public async Task What_cannot_be_rendered_is_said_in_one_sentence(string expected, params string[] options)
    {
        var run = await CommandLine.RunAsync(["world", .. options]);

        Assert.Equal((int)ExitCode.BadUsage, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task An_unknown_kind_of_video_is_refused_before_anything_is_rendered()
    {
        var run = await CommandLine.RunAsync("world", "-o", _folder.PathOf("w.avi"));

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains("expected .mp4, .mov, .mkv, .gif or .png", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("rendered", run.Error, StringComparison.Ordinal);
    }
}
