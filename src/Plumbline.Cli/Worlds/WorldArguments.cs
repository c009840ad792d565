using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plumbline.Cli.Commands;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Cli.Worlds;

/// <summary>The options of <c>plumb world</c>.</summary>
internal sealed class WorldArguments
{
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Video to write, .mp4, .mov, .mkv or .gif; the other files are named after it.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _caption = new("--caption") { Description = "Prints the caption." };

    private readonly Option<long> _seed = NumberOption.Of("--seed", 7L, "Chooses the world.", 0L);

    private readonly Option<PictureSize> _size = PictureSize.Option(
        "Picture size in pixels, such as 384x256, or 128 for a square.", new(384, 256), 4096);

    private readonly Option<int> _frames = NumberOption.Of("--frames", 17, "Frames.", 1);

    private readonly Option<double> _speed = NumberOption.Of(
        "--speed", 1.0, "Factor on the length of the camera's path, in (0, 2].");

    private readonly Option<CameraCommand?> _camera = new("--camera")
    {
        Description = "What the camera does instead, such as orbit:30deg or truck:-0.8m.",
        HelpName = "MOVE:AMOUNT",
        CustomParser = ParseCamera,
    };

    private readonly Dictionary<WorldFiles, Option<bool>> _files = new()
    {
        [WorldFiles.Depth] = new("--depth") { Description = "Depth as PFM files, and a video of it." },
        [WorldFiles.Flow] = new("--flow") { Description = "Flow both ways as .flo files, and a video of it." },
        [WorldFiles.Cameras] = new("--cameras") { Description = "The cameras as JSON." },
        [WorldFiles.Normals] = new("--normals") { Description = "A video of the normals." },
        [WorldFiles.Masks] = new("--masks") { Description = "A video of the objects and shadows." },
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _speed.Validators.Add(result =>
        {
            if (result.Typed<double>() is { } value && value is <= 0 or > 2)
                result.AddError(
                    string.Create(CultureInfo.InvariantCulture, $"--speed: expected a factor in (0, 2], got {value}."));
        });
        foreach (var option in (Option[])[_output, _caption, _seed, _size, _frames, _speed, _camera, .. _files.Values])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_output) is null && result.GetResult(_caption) is null)
                result.AddError("world: expected --output FILE or --caption, got neither. Add -o world.mp4.");
            else if (result.GetResult(_output) is null && _files.Values.Any(file => result.GetResult(file) is not null))
                result.AddError(
                    "world: expected --output FILE with the files that are named after it, got none. "
                    + "Add -o world.mp4.");
        });
    }

    /// <summary>Where the video goes; absent when only the caption is asked for.</summary>
    public string? Output(ParseResult parsed) => parsed.GetValue(_output);

    /// <summary>Whether the caption is printed.</summary>
    public bool AsksForCaption(ParseResult parsed) => parsed.GetValue(_caption);

    /// <summary>The seed of the world.</summary>
    public long Seed(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>Size, length and speed of the clip.</summary>
    public WorldFormat Format(ParseResult parsed)
    {
        var (width, height) = parsed.GetValue(_size);
        return new(width, height, parsed.GetValue(_frames)) { Speed = parsed.GetValue(_speed) };
    }

    /// <summary>What the camera does; absent for the move that the seed chooses.</summary>
    public CameraCommand? Camera(ParseResult parsed) => parsed.GetValue(_camera);

    /// <summary>What is written beside the video.</summary>
    public WorldFiles Files(ParseResult parsed) => _files.Where(file => parsed.GetValue(file.Value))
        .Aggregate(WorldFiles.None, (all, file) => all | file.Key);

    private static CameraCommand? ParseCamera(ArgumentResult result)
    {
        try
        {
            return CameraCommand.Parse(result.Tokens[0].Value);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }
}
