using System.CommandLine;
using Plumbline.Cli.Worlds;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Commands;

/// <summary><c>plumb world</c>: renders a captioned world from a seed, with its truth.</summary>
internal static class WorldCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var arguments = new WorldArguments();
        var command = new Command(
            "world", "Renders a rigid world from a seed: a video, its caption, and the truth behind it.");
        arguments.AddTo(command);
        command.SetAction((parsed, token) =>
        {
            var world = MakeWorld(arguments.Seed(parsed), arguments.Format(parsed), arguments.Camera(parsed));
            if (arguments.AsksForCaption(parsed))
                parsed.InvocationConfiguration.Output.WriteLine(world.Caption);
            if (arguments.Output(parsed) is { } output)
                Save(world, output, arguments.Files(parsed), parsed.InvocationConfiguration, token);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static TrainingWorld MakeWorld(long seed, WorldFormat format, CameraCommand? camera)
    {
        var world = TrainingWorld.FromSeed(seed, format);
        if (camera is null)
            return world;
        try
        {
            return world.With(camera);
        }
        catch (ArgumentException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, $"--camera {camera}: {exception.Words()}");
        }
    }

    private static void Save(
        TrainingWorld world, string output, WorldFiles files, InvocationConfiguration console, CancellationToken token)
    {
        try
        {
            var settings = EncoderSettings.ForPath(output);
            var format = world.Format;
            var clip = world.Scene.Render(world.Path, format.Width, format.Height, format.FrameCount, new()
            {
                FramesPerSecond = format.FramesPerSecond,
                Truth = WorldFolder.TruthFor(files),
                Progress = new FrameProgress(console.Error, format.FrameCount),
            }, token);
            VideoWriter.Save(clip.Video, output, settings, token);
            console.Output.WriteLine(output);
            foreach (var path in WorldFolder.Write(clip, output, files, token))
                console.Output.WriteLine(path);
        }
        catch (Exception exception) when (exception is MediaException or ArgumentException)
        {
            throw new CommandLineException(ExitCode.SomeFailed, exception.Words());
        }
    }
}
