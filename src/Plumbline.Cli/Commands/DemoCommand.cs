using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb demo</c>: two clips of one synthetic world, one of them damaged, judged side by side.</summary>
internal static class DemoCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="scoreAsync">Runs <c>plumb score</c> with these arguments.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<string[], ParseResult, CancellationToken, Task<int>> scoreAsync)
    {
        var folder = new Option<string>("--output", "-o")
        {
            Description = "Folder to write to; made when missing. [default: plumbline-demo]",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => "plumbline-demo",
        };
        var seed = new Option<int>("--seed") { Description = "Chooses the world. [default: 7]", HelpName = "N", DefaultValueFactory = _ => 7 };
        var command = new Command("demo", "Renders two clips of one world, one of them damaged, and judges both.") { folder, seed };
        command.SetAction(async (parsed, token) =>
        {
            var target = Directory.CreateDirectory(parsed.GetRequiredValue(folder)).FullName;
            var (clean, damaged) = (Path.Combine(target, "clean.mp4"), Path.Combine(target, "damaged.mp4"));
            var report = Path.Combine(target, "report.html");
            Render(clean, damaged, parsed.GetValue(seed), parsed.InvocationConfiguration.Error, token);
            var exitCode = await scoreAsync(
                ["score", clean, damaged, "--report", report, "--json", Path.Combine(target, "results.json")], parsed, token);
            parsed.InvocationConfiguration.Output.WriteLine($"report: {report}");
            ShowOnDisplay(report);
            return exitCode;
        });
        return command;
    }

    private static void Render(string clean, string damaged, int seed, TextWriter error, CancellationToken token)
    {
        error.WriteLine("rendering two clips of one world, the second with solids that wobble, sway, breathe and swim");
        var clips = DemoClips.Render(seed, cancellationToken: token);
        VideoWriter.Save(clips.Clean.Video, clean, EncoderSettings.H264, token);
        VideoWriter.Save(clips.Damaged.Video, damaged, EncoderSettings.H264, token);
    }

    private static void ShowOnDisplay(string page)
    {
        var hasDisplay = ((string[])["DISPLAY", "WAYLAND_DISPLAY"]).Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
        if (!hasDisplay || Console.IsOutputRedirected)
            return;
        try
        {
            using var _ = Process.Start(new ProcessStartInfo("xdg-open", [page]));
        }
        catch (Win32Exception)
        {
            // No opener is installed; the path was printed.
        }
    }
}
