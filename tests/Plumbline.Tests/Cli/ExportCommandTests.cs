using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class ExportCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_format_is_written_unless_one_is_chosen()
    {
        var clip = WorldClips.Save(_folder.PathOf("room.mp4"));

        var run = await CommandLine.RunAsync("export", clip, "-o", _folder.PathOf("world"));

        Assert.True(run.ExitCode == (int)ExitCode.Success, run.Error);
        var written = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(written, path => Assert.True(Path.Exists(path), path));
        foreach (var name in (string[])[
            "points.ply", "colmap-text/images.txt", "colmap-binary/points3D.bin", "cameras.json"])
            Assert.True(File.Exists(Path.Combine(_folder.PathOf("world"), name)), name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.PathOf("world"), "cameras.json")));
        Assert.InRange(json.RootElement.GetProperty("cameras").GetArrayLength(), 8, 12);

        var one = await CommandLine.RunAsync("export", clip, "-o", _folder.PathOf("cameras"), "--cameras");
        Assert.True(one.ExitCode == (int)ExitCode.Success, one.Error);
        Assert.Equal(
            ["cameras.json"], Directory.GetFileSystemEntries(_folder.PathOf("cameras")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_clip_without_a_camera_path_says_why_nothing_is_written()
    {
        var still = _folder.Add("still.mkv", 0);

        var run = await CommandLine.RunAsync("export", still, "-o", _folder.PathOf("world"));

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Contains("expected a clip that a camera path explains", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("world")));
    }

    [Fact]
    public async Task A_file_that_is_no_video_is_said_in_one_sentence()
    {
        var run = await CommandLine.RunAsync("export", _folder.AddText("notes.mp4"), "-o", _folder.PathOf("world"));

        Assert.Equal((int)ExitCode.SomeFailed, run.ExitCode);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
