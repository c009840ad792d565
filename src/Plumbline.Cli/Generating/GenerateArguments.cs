using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Commands;
using Plumbline.Diffusion;
using Plumbline.Tensors;

namespace Plumbline.Cli.Generating;

/// <summary>The options of <c>plumb generate</c>.</summary>
internal sealed class GenerateArguments
{
    private const long StandardSeed = 7;
    private const int StandardSteps = 25;
    private const int StandardFrames = 17;
    private const int StandardSize = 128;
    private const int MostInGrid = 64;

    // Beyond it not every reader of JSON keeps whole numbers.
    private const long LargestSeed = 1L << 53;

    private readonly Argument<string[]> _prompts = new("PROMPT")
    {
        Description = "What each clip is to show, such as \"a red brick arch, the camera orbits right\".",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _file = Text(
        "--prompts", "FILE", "Prompts from a file: JSON, CSV, or text with one a line.");
    private readonly Option<string> _output = new("--out", "-o", "--output")
    {
        Description = "Video to write, .mp4, .mov, .mkv or .gif; for several clips a folder, made when missing.",
        HelpName = "PATH",
        Required = true,
    };

    private readonly Option<string?> _image = Text(
        "--image", "FILE", "Picture to begin with; it is scaled and cropped to the size.");
    private readonly Option<string> _firstFrame = new("--first-frame")
    {
        Description =
            "Without a picture: alone makes the first frame and then the others from it, together makes all at once.",
        HelpName = "HOW",
        DefaultValueFactory = _ => "alone",
    };

    private readonly Option<string?> _camera = Text("--camera", "MOVE:AMOUNT|FILE",
        "What the camera does, such as orbit:30deg or truck:-0.8m, or a file of cameras from plumb world. [default: "
        + "a usual amount of what the prompt says]");
    private readonly Option<string?> _negative = Text(
        "--negative", "PROMPT", "What to lead away from. [default: nothing]");
    private readonly Option<long> _seed = NumberOption.Of(
        "--seed", StandardSeed, "Seed of the first clip; the next ones count up.", 0L);
    private readonly Option<int> _steps = NumberOption.Of("--steps", StandardSteps, "Steps of the sampler.", 1);
    private readonly Option<GuidanceScales> _guidance = GuidanceOption.One(3);
    private readonly Option<string> _sampler = new("--sampler")
    {
        Description = $"{string.Join(", ", Samplers.Names)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "euler",
    };

    private readonly Option<int> _count = NumberOption.Of("--count", 1, "Clips of each prompt.", 1);
    private readonly Option<bool> _grid = new("--grid")
    {
        Description = "All clips together too: FOLDER-grid.mp4 and FOLDER-grid.png beside the folder.",
    };
    private readonly Option<int> _frames = NumberOption.Of(
        "--frames", StandardFrames, "Frames, 1 + a multiple of 4.", 1);
    private readonly Option<PictureSize> _size = PictureSize.Option(
        "Picture size in pixels, multiples of 16, such as 160x96, or 128 for a square.",
        new(StandardSize, StandardSize), 2048);

    private readonly Option<bool> _latents = new("--latents")
    {
        Description = "The sampler's own latents beside each clip, as safetensors.",
    };
    private readonly Option<Previews> _preview = new("--preview")
    {
        Description = "gif, png or gif,png: something to look at beside each clip.",
        HelpName = "KIND",
        CustomParser = ParsePreviews,
    };

    private readonly Option<string?> _model = Text(
        "--model", "FOLDER|FILE",
        "Trained model, such as the folder of plumb train base. [default: the committed one]");
    private readonly Option<string?> _autoencoder = Text(
        "--vae", "FOLDER|FILE", "Its autoencoder. [default: the one in the model's folder, or the committed one]");
    private readonly Option<string?> _lora = Text(
        "--lora", "FOLDER", "Adapter on the model, such as the folder of plumb train dpo.");
    private readonly Option<double?> _loraWeight = new("--lora-weight")
    {
        Description = "Factor on the adapter's trained strength: 1 as trained, 0 off. [default: 1]",
        HelpName = "N",
    };
    private readonly Option<string?> _precision = PrecisionOption.Create();

    private readonly Option<int> _threads = EngineUse.ThreadsOption();
    private readonly Option<string?> _json = Text("--json", "FILE", "The results as JSON; - for stdout.");
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Make clips again that an earlier run has finished.",
    };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say which clips would be made." };

    /// <summary>Builds the command; its action is still missing.</summary>
    public Command ToCommand()
    {
        _sampler.AcceptOnlyFromAmong([.. Samplers.Names]);
        _firstFrame.AcceptOnlyFromAmong("alone", "together");
        var command = new Command("generate", "Makes clips of prompts, first frames and camera paths.") { _prompts };
        foreach (var option in (Option[])[
            _file, _output, _image, _firstFrame, _camera, _negative, _seed, _steps, _guidance, _sampler, _count, _grid,
            _frames, _size, _latents, _preview, _model, _autoencoder, _lora, _loraWeight, _precision, _threads, _json,
            _force, _dryRun])
            command.Add(option);
        command.Validators.Add(result =>
        {
            var promptCount = result.GetValue(_prompts)?.Length ?? 0;
            if (promptCount == 0 == (result.GetValue(_file) is null))
                result.AddError(
                    $"generate: expected prompts or --prompts FILE, got {(promptCount == 0 ? "neither" : "both")}. "
                    + "Quote a prompt: plumb generate \"a red arch\" -o clip.mp4");
        });
        return command;
    }

    /// <summary>Reads the options, and the file of prompts where one is named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="CommandLineException">The options do not fit together.</exception>
    public GenerateOptions Options(ParseResult parsed)
    {
        var options = new GenerateOptions
        {
            Prompts = parsed.GetValue(_file) is { } file
                ? PromptsOf(file)
                : AlignmentPrompt.Numbered(parsed.GetRequiredValue(_prompts)),
            Output = parsed.GetRequiredValue(_output),
            Count = parsed.GetValue(_count),
            Seed = parsed.GetValue(_seed),
            Image = parsed.GetValue(_image),
            FirstFrame = parsed.GetValue(_firstFrame) == "together" ? FirstFrame.Together : FirstFrame.Alone,
            Camera = parsed.GetValue(_camera),
            Negative = parsed.GetValue(_negative) ?? "",
            Steps = parsed.GetValue(_steps),
            Guidance = parsed.GetRequiredValue(_guidance).CheckedFor(parsed.GetValue(_steps)),
            Sampler = parsed.GetRequiredValue(_sampler),
            Frames = parsed.GetValue(_frames),
            Size = parsed.GetValue(_size),
            Model = parsed.GetValue(_model),
            Autoencoder = parsed.GetValue(_autoencoder),
            Lora = parsed.GetValue(_lora),
            LoraWeight = parsed.GetValue(_loraWeight) ?? 1,
            Compute = parsed.TypeOf(_precision) ?? EngineReport.FastestCompute(),
            Threads = parsed.GetValue(_threads),
            KeepsLatents = parsed.GetValue(_latents),
            Previews = parsed.GetValue(_preview),
            DrawsGrid = parsed.GetValue(_grid),
            Replaces = parsed.GetValue(_force),
            IsDryRun = parsed.GetValue(_dryRun),
            Json = parsed.GetValue(_json),
        };
        if (parsed.GetValue(_loraWeight) is { } weight && (options.Lora is null || !double.IsFinite(weight)))
            throw new CommandLineException(ExitCode.BadUsage, options.Lora is null
                ? "--lora-weight: expected an adapter that it weighs, got none. Name one with --lora FOLDER."
                : string.Create(
                    CultureInfo.InvariantCulture, $"--lora-weight: expected a finite number, got {weight}."));
        var clipCount = options.Prompts.Count * (long)options.Count;
        if (clipCount > 1 && options.WritesOneFile)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out {options.Output}: expected a folder for {clipCount} clips, got the name of a file. "
                + "Leave out the extension.");
        if (!options.WritesOneFile && File.Exists(options.Output))
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out {options.Output}: expected a folder, or a name that ends in .mp4, .mov, .mkv or .gif, got a "
                + "file of another kind. Choose another name.");
        if (options.Prompts.Max(entry => entry.Seed ?? options.Seed) > LargestSeed - options.Count)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--seed: expected at most {LargestSeed - options.Count} for {options.Count} clips, got "
                + $"{options.Prompts.Max(entry => entry.Seed ?? options.Seed)}. Choose a smaller one.");
        // A folder may be called run.v2, but nobody means one by clip.avi.
        if (!options.WritesOneFile && !Directory.Exists(options.Output)
            && Path.GetExtension(options.Output).ToUpperInvariant() is ".AVI" or ".WEBM" or ".M4V" or ".PNG" or ".JPG"
                or ".JPEG" or ".WEBP")
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out {options.Output}: expected .mp4, .mov, .mkv or .gif, or a folder, got "
                + $"{Path.GetExtension(options.Output)}. Rename the output.");
        if (options.DrawsGrid && (options.WritesOneFile || clipCount > MostInGrid))
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--grid: expected a folder with at most {MostInGrid} clips, got "
                + $"{(options.WritesOneFile ? options.Output : clipCount)}. Change --out or --count.");
        return options;
    }

    private static IReadOnlyList<AlignmentPrompt> PromptsOf(string file)
    {
        try
        {
            return PromptFile.Read(file);
        }
        catch (InvalidDataException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, $"--prompts {exception.Message}");
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    private static Previews ParsePreviews(ArgumentResult result)
    {
        var previews = Previews.None;
        foreach (var kind in result.Tokens[0].Value.Split(','))
        {
            if (kind is not ("gif" or "png"))
                result.AddError($"--preview: expected gif, png or gif,png, got '{result.Tokens[0].Value}'.");
            previews |= kind == "gif" ? Previews.Gif : Previews.Png;
        }

        return previews;
    }
}
