using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Plumbline.Alignment.Runs;
using Plumbline.Cli.Aligning;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Commands;

/// <summary>
/// <c>plumb demo</c>: two clips of one synthetic world, one of them damaged, judged side by side; then the committed
/// base is aligned.
/// </summary>
internal static class DemoCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="runAsync">Runs another command line.</param>
    /// <returns>The command.</returns>
    public static Command Create(Func<string[], ParseResult, CancellationToken, Task<int>> runAsync)
    {
        var folder = new Option<string>("--output", "-o")
        {
            Description = "Folder to write to; made when missing.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => "plumbline-demo",
        };
        var seed = NumberOption.Of("--seed", 7, "Chooses the world.");
        var width = NumberOption.Of("--width", 720, "Picture width in pixels.", 64);
        var height = NumberOption.Of("--height", 480, "Picture height in pixels.", 64);
        var frames = NumberOption.Of("--frames", 49, "Frames per clip.", 3);
        var noAlign = new Option<bool>("--no-align") { Description = "Stop after the two clips." };
        var command = new Command(
            "demo",
            "Judges two clips of one world, one of them damaged, then aligns the committed base and proves the gain.")
        {
            folder, seed, width, height, frames, noAlign,
        };
        command.SetAction(async (parsed, token) =>
        {
            var target = Directory.CreateDirectory(parsed.GetRequiredValue(folder)).FullName;
            var (clean, damaged) = (Path.Combine(target, "clean.mp4"), Path.Combine(target, "damaged.mp4"));
            var report = Path.Combine(target, "report.html");
            parsed.InvocationConfiguration.Error.WriteLine(
                "rendering two clips of one world, the second with solids that wobble, sway, breathe and swim");
            var clips = DemoClips.Render(
                parsed.GetValue(seed), parsed.GetValue(width), parsed.GetValue(height), parsed.GetValue(frames),
                cancellationToken: token);
            VideoWriter.Save(clips.Clean.Video, clean, EncoderSettings.H264, token);
            VideoWriter.Save(clips.Damaged.Video, damaged, EncoderSettings.H264, token);
            var exitCode = await runAsync(
                ["score", clean, damaged, "--report", report, "--json", Path.Combine(target, "results.json")], parsed,
                token);
            parsed.InvocationConfiguration.Output.WriteLine($"report: {report}");
            ShowOnDisplay(report);
            return exitCode != 0 || parsed.GetValue(noAlign) ? exitCode : await AlignAsync(
                Path.Combine(target, "align"), runAsync, parsed, token);
        });
        return command;
    }

    private static async Task<int> AlignAsync(
        string run, Func<string[], ParseResult, CancellationToken, Task<int>> runAsync, ParseResult parsed,
        CancellationToken token)
    {
        var isBegun = File.Exists(Path.Combine(run, AlignmentRecipe.Name));
        parsed.InvocationConfiguration.Error.WriteLine(
            $"{(isBegun ? "going on with" : "beginning")} the alignment of the committed base: some minutes; Ctrl-C is safe, the same command goes on");
        var exitCode = await runAsync(
            isBegun ? ["align", "--out", run, "--resume"] : ["align", "--out", run, "--preset", "demo", "--seed", "1"],
            parsed, token);
        if (exitCode == 0)
            ShowOnDisplay(Path.Combine(run, AlignmentReport.Name));
        return exitCode;
    }

    private static void ShowOnDisplay(string page)
    {
        var hasDisplay = ((string[])["DISPLAY", "WAYLAND_DISPLAY"]).Any(
            name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
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
