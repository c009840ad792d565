using Plumbline.Vision;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Generating;

/// <summary>How the camera of a clip is to move: a command, or cameras from a file.</summary>
/// <param name="Command">The command; absent for a file.</param>
/// <param name="Views">The cameras of the file; empty for a command.</param>
/// <param name="Source">Who chose it.</param>
/// <param name="FileSha256">Names the content of the file; absent for a command.</param>
internal sealed record CameraChoice(
    CameraCommand? Command, IReadOnlyList<View> Views, CameraSource Source, string? FileSha256 = null)
{
    /// <summary>Whether an option's value is the path of a file.</summary>
    /// <param name="text">What the user wrote.</param>
    public static bool IsFile(string text) => text.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what the user wrote.</summary>
    /// <param name="text">A command such as <c>orbit:30deg</c>, or the path of a cameras file.</param>
    /// <exception cref="CommandLineException">It is neither.</exception>
    public static CameraChoice Read(string text)
    {
        try
        {
            return IsFile(text) || File.Exists(text)
                ? new(null, CamerasJson.Read(text), CameraSource.File, ContentHash.Sha256(text))
                : new(CameraCommand.Parse(text), [], CameraSource.Command);
        }
        catch (FormatException exception)
        {
            throw new CommandLineException(
                ExitCode.BadUsage, $"--camera: {exception.Message} Or name a file that plumb world --cameras wrote.");
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or MediaException or InvalidDataException)
        {
            throw new CommandLineException(ExitCode.BadUsage, $"--camera {text}: {exception.Message}");
        }
    }

    /// <summary>The move that a prompt names, by a usual amount; absent where it names none.</summary>
    /// <param name="prompt">The prompt.</param>
    public static CameraChoice? Of(string prompt) =>
        CaptionCamera.CommandIn(prompt) is { } command ? new(command, [], CameraSource.Prompt) : null;

    /// <summary>The camera of every frame.</summary>
    /// <param name="prompt">Says how many objects there are, and so where the camera stands.</param>
    /// <param name="seed">Chooses the sway of a camera in the hand.</param>
    /// <param name="width">Picture width in pixels.</param>
    /// <param name="height">Picture height in pixels.</param>
    /// <param name="frameCount">Frames; a file must have as many cameras.</param>
    public IReadOnlyList<View> ViewsFor(string prompt, long seed, int width, int height, int frameCount) =>
        Command is { } command
        ? command.ToPath((int)(seed & 0xFFFF)).ViewsFrom(
            CaptionCamera.UsualViewpoint(prompt), width, height, frameCount)
        : [.. Views.Select(view => view with { Camera = Framing.Covering(view.Camera, width, height) })];
}
