using Plumbline.Alignment.Pairs;
using Plumbline.Tensors;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>
/// Turns a command line into clips, and finds what will surprise the user before the first of them is made.
/// </summary>
internal sealed class GenerationPlan
{
    /// <summary>Frame rate of the worlds that the model learns from.</summary>
    private const double FramesPerSecond = 8;

    private readonly GenerateOptions _options;
    private readonly LoadedModel _model;
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, CameraChoice> _cameras = [];
    private readonly Dictionary<string, string> _imageHashes = [];

    private GenerationPlan(GenerateOptions options, LoadedModel model) => (_options, _model) = (options, model);

    /// <summary>The clips in their order.</summary>
    public IReadOnlyList<PlannedClip> Clips { get; private set; } = [];

    /// <summary>Sentences about prompts, each once.</summary>
    public IReadOnlyList<string> Notes => [.. _notes.Distinct()];

    /// <summary>Plans a request.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CommandLineException">Size, length, a camera or a picture cannot be used.</exception>
    public static GenerationPlan Make(GenerateOptions options, LoadedModel model)
    {
        var plan = new GenerationPlan(options, model);
        if (model.LoraNote is { } note)
            plan._notes.Add(note);
        plan.RequireSize();
        plan.Clips = [.. options.Prompts.SelectMany(plan.ClipsOf)];
        plan.RequireInputsStay();
        return plan;
    }

    /// <summary>Says that a picture is not there, before a model is loaded for it.</summary>
    /// <param name="options">What was asked for.</param>
    /// <exception cref="CommandLineException">A picture is not there; all such are named.</exception>
    public static void RequireImages(GenerateOptions options)
    {
        string[] missing = [.. options.Prompts.Select(entry => entry.FirstFramePath ?? options.Image).OfType<string>()
            .Distinct().Where(image => !File.Exists(image))];
        if (missing.Length > 0)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--image: expected a picture, got nothing at {string.Join(", ", missing)}. Check the name.");
    }

    private IEnumerable<PlannedClip> ClipsOf(AlignmentPrompt entry)
    {
        var camera = CameraOf(entry);
        var prompt = ReadPrompt(entry.Text, camera);
        var negative = entry.Negative ?? _options.Negative;
        foreach (var text in (string[])[prompt, negative])
            NoteWords(text);
        var image = entry.FirstFramePath ?? _options.Image;
        var imageHash = image is null ? null : HashOf(image);
        var words = _options.Guidance.Text.Factor;
        for (var i = 0; i < _options.Count; i++)
        {
            var seed = (entry.Seed ?? _options.Seed) + i;
            yield return new(PathOf(entry, seed), entry.Id, prompt, camera, image, new()
            {
                Version = PlumbCommand.Version,
                ModelSha256 = _model.ModelSha256,
                AutoencoderSha256 = _model.AutoencoderSha256,
                LoraSha256 = _model.LoraSha256,
                LoraWeight = _model.LoraSha256 is null ? null : _options.LoraWeight,
                Prompt = entry.Text,
                ReadPrompt = prompt == entry.Text ? null : prompt,
                Negative = negative.Length > 0 ? negative : null,
                Seed = seed,
                Steps = _options.Steps,
                Guidance = words,
                GuidanceScales = _options.Guidance == words ? null : _options.Guidance.ToString(),
                Sampler = _options.Sampler,
                Camera = camera?.Command?.ToString(),
                CameraSource = camera?.Source,
                CamerasSha256 = camera?.FileSha256,
                FirstFrame = image is null ? _options.FirstFrame : FirstFrame.Picture,
                ImageSha256 = imageHash,
                Width = _options.Size.Width,
                Height = _options.Size.Height,
                Frames = _options.Frames,
                FramesPerSecond = FramesPerSecond,
                Precision = _options.Compute.Name(),
            });
        }
    }

    private string PathOf(AlignmentPrompt entry, long seed)
    {
        if (_options.WritesOneFile)
            return _options.Output;
        var folder = _options.Prompts.Count > 1 ? Path.Combine(_options.Output, entry.FolderName) : _options.Output;
        return Path.Combine(folder, $"seed_{seed}.mp4");
    }

    private CameraChoice? CameraOf(AlignmentPrompt entry)
    {
        var named = CameraChoice.Of(entry.Text);
        if ((entry.CamerasPath ?? entry.Camera ?? _options.Camera) is not { } text)
        {
            if (named is not null)
                _notes.Add(
                    $"the prompt says that the camera {named.Command!.Description}; "
                    + $"the usual amount is used, --camera {named.Command}");
            return named;
        }

        if (!_cameras.TryGetValue(text, out var camera))
            _cameras[text] = camera = CameraChoice.Read(text);
        if (camera.Command is null && camera.Views.Count != _options.Frames)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--camera {text}: expected a camera for each of {_options.Frames} frames, got {camera.Views.Count}. "
                + "Set --frames, or write the file again.");
        if (camera.Views is [{ Camera: var first }, ..]
            && first.Width * (long)_options.Size.Height != first.Height * (long)_options.Size.Width)
            _notes.Add(
                $"the cameras of {text} see {first.Width}×{first.Height} pixels; "
                + $"they are cropped to {_options.Size.Width}×{_options.Size.Height} as a picture is");
        if (camera.Command is { } command && named is not null && named.Command!.Description != command.Description)
            _notes.Add(
                $"the prompt says that the camera {named.Command.Description}, --camera says that it "
                + $"{command.Description}; the network is told both");
        return camera;
    }

    // The model has never read a caption that says nothing of the camera while it is told a path.
    private string ReadPrompt(string prompt, CameraChoice? camera)
    {
        if (camera is not { Source: CameraSource.Command, Command: { } command } || string.IsNullOrWhiteSpace(prompt)
            || CameraChoice.Of(prompt) is not null)
            return prompt;
        var words = $", the camera {command.Description}";
        _notes.Add($"the words of --camera are added to the prompt: \"{words}\"");
        return prompt.TrimEnd(' ', '.', ',') + words;
    }

    private void NoteWords(string prompt)
    {
        var read = _model.Vocabulary.Read(prompt);
        _notes.AddRange(read.Unknown.Select(word =>
            $"the model does not know the word \"{word.Word}\" and leaves it out; the nearest it knows: "
            + $"{string.Join(", ", word.Nearest)}"));
        if (read.Tokens.Count > _model.MostWords)
            _notes.Add(
                $"the model reads the first {_model.MostWords} words of a prompt; "
                + $"\"{prompt}\" has {read.Tokens.Count}");
    }

    private string HashOf(string image)
    {
        try
        {
            if (!_imageHashes.TryGetValue(image, out var hash))
                _imageHashes[image] = hash = ContentHash.Sha256(image);
            return hash;
        }
        catch (MediaException exception)
        {
            throw new CommandLineException(ExitCode.BadUsage, $"--image: {exception.Message}");
        }
    }

    // clip.json beside clip.mp4 may be the very file that --camera names.
    private void RequireInputsStay()
    {
        var inputs = Clips.Select(clip => clip.Image).Concat(_cameras.Keys.Where(File.Exists)).OfType<string>()
            .Select(Path.GetFullPath).ToHashSet();
        var written = Clips.SelectMany(clip => clip.FilesFor(_options).Append(clip.RecordPath)).Select(
            Path.GetFullPath);
        if (written.FirstOrDefault(inputs.Contains) is { } both)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--out: expected names that leave what is read alone, got {both}, which would be replaced. "
                + "Choose another name.");
    }

    private void RequireSize()
    {
        var ((width, height), frames) = (_options.Size, _options.Frames);
        var (multiple, stride) = (_model.SizeMultiple, _model.FrameMultiple);
        if (width % multiple != 0 || height % multiple != 0)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--size: expected multiples of {multiple}, got {width}x{height}. Near it: "
                + $"{Below(width, multiple)}x{Below(height, multiple)} and "
                + $"{Above(width, multiple)}x{Above(height, multiple)}.");
        if (frames % stride != 1 % stride)
            throw new CommandLineException(
                ExitCode.BadUsage,
                $"--frames: expected 1 + a multiple of {stride}, got {frames}. Near it: "
                + $"{(frames - 1) / stride * stride + 1} and {Above(frames - 1, stride) + 1}.");

        static int Below(int value, int multiple) => Math.Max(multiple, value / multiple * multiple);
        static int Above(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
    }
}
