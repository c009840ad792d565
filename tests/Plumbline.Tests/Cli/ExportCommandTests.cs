using System.Text.Json;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class ExportCommandTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_format_is_written_for_a_clip_that_a_camera_path_explains()
    {
        var clip = WorldClips.Save(_folder.PathOf("room.mp4"));

        var run = await CommandLine.RunAsync("export", clip, "-o", _folder.PathOf("world"));

        Assert.True(run.ExitCode == (int)ExitCode.Success, run.Error);
        var written = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(written, path => Assert.True(Path.Exists(path), path));
        foreach (var name in (string[])["points.ply", "colmap-text/images.txt", "colmap-binary/points3D.bin", "cameras.json"])
            Assert.True(File.Exists(Path.Combine(_folder.PathOf("world"), name)), name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.PathOf("world"), "cameras.json")));
        Assert.InRange(json.RootElement.GetProperty("cameras").GetArrayLength(), 8, 12);
    }

    [Fact]
    public async Task Only_the_formats_that_were_asked_for_are_written()
    {
        var clip = WorldClips.Save(_folder.PathOf("room.mp4"));

        await CommandLine.RunAsync("export", clip, "-o", _folder.PathOf("world"), "--cameras");

        Assert.Equal(["cameras.json"], Directory.GetFileSystemEntries(_folder.PathOf("world")).Select(Path.GetFileName));
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
