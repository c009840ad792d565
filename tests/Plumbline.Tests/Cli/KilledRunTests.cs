using System.Diagnostics;
using Plumbline.Alignment.Catalog;
using Plumbline.Cli;

namespace Plumbline.Tests.Cli;

public sealed class KilledRunTests : IDisposable
{
    private const int ClipCount = 4;
    private readonly ClipFolder _folder = new();

    public KilledRunTests()
    {
        for (var i = 0; i < ClipCount; i++)
            WorldClips.Save(Path.Combine(_folder.Clips, $"room{i}.mp4"), seed: 7 + i, frameCount: 5);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_was_killed_loses_the_clip_in_hand_and_resumes_to_the_same_bytes()
    {
        var (runFolder, catalogPath) = (_folder.PathOf("killed"), Path.Combine(_folder.PathOf("killed"), "run.sqlite"));
        using (var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "plumb"), [.. Arguments("killed"), "--jobs", "1"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!)
        {
            while (FinishedCount(catalogPath) < 2 && !process.HasExited)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var keptCount = FinishedCount(catalogPath);
        var resumed = await CommandLine.RunAsync([.. Arguments("killed"), "--resume"]);
        var whole = await CommandLine.RunAsync(Arguments("whole"));

        Assert.True(Directory.Exists(runFolder));
        Assert.InRange(keptCount, 2, ClipCount - 1);
        Assert.Equal((int)ExitCode.Success, resumed.ExitCode);
        Assert.Equal(File.ReadAllText(_folder.PathOf("whole.json")), File.ReadAllText(_folder.PathOf("killed.json")));
        Assert.Equal(whole.Output, resumed.Output);
    }

    private string[] Arguments(string name) =>
        ["score", _folder.Clips, "--run", _folder.PathOf(name), "--json", _folder.PathOf(name + ".json")];

    private static int FinishedCount(string catalogPath)
    {
        if (!File.Exists(catalogPath))
            return 0;
        using var catalog = RunCatalog.Open(catalogPath);
        return catalog.Count("clip");
    }
}
