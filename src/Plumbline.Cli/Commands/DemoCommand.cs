using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
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
        var seed = new Option<int>("--seed")
        {
            Description = "Chooses the world. [default: 7]",
            HelpName = "N",
            DefaultValueFactory = _ => 7,
        };
        var width = Size("--width", "Picture width in pixels.", 720, 64);
        var height = Size("--height", "Picture height in pixels.", 480, 64);
        var frames = Size("--frames", "Frames per clip.", 49, 3);
        var command = new Command("demo", "Renders two clips of one world, one of them damaged, and judges both.")
        {
            folder, seed, width, height, frames,
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
            var exitCode = await scoreAsync(
                ["score", clean, damaged, "--report", report, "--json", Path.Combine(target, "results.json")], parsed,
                token);
            parsed.InvocationConfiguration.Output.WriteLine($"report: {report}");
            ShowOnDisplay(report);
            return exitCode;
        });
        return command;
    }

    private static Option<int> Size(string name, string description, int standard, int least)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description} [default: {standard}]",
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value < least)
                result.AddError($"{name}: expected at least {least}, got {value}.");
        });
        return option;
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
