using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Generating;

/// <summary>Makes planned clips, each by itself, so that its bytes do not depend on the others.</summary>
/// <param name="model">The model.</param>
/// <param name="options">What was asked for.</param>
/// <param name="note">Told what the user should know of a picture.</param>
internal sealed class ClipMaker(LoadedModel model, GenerateOptions options, Action<string> note)
{
    private readonly Dictionary<string, Frame> _images = [];

    /// <summary>Makes a clip.</summary>
    /// <param name="clip">What is to be made.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="token">Stops before the next step.</param>
    /// <exception cref="MediaException">The first picture cannot be read.</exception>
    /// <exception cref="InvalidDataException">The model gave infinite or undefined numbers.</exception>
    public MadeClip Make(PlannedClip clip, IProgress<GenerationStep> progress, CancellationToken token)
    {
        using var scope = new TensorScope();
        var (width, height) = options.Size;
        var rays = Rays(clip);
        var made = model.Generator.Generate(
            new()
            {
                Prompts = [clip.Prompt],
                Seeds = [(ulong)clip.Record.Seed],
                NegativePrompt = clip.Record.Negative ?? "",
                Guidance = options.Guidance,
                Plan = GenerationRequest.StandardFlow.Plan(options.Steps),
                Sampler = Samplers.Named(options.Sampler),
                FrameCount = options.Frames,
                Height = height,
                Width = width,
                FirstFrames = clip.Image is { } image
                    ? ClipTensors.FromBytes([Image(image, token).Rgb], 1, height, width, Device.Cpu)
                    : null,
                FirstFrameFirst = clip.Record.FirstFrame == FirstFrame.Alone,
                Rays = rays,
            },
            Device.Cpu, progress, token);
        if (made.Frames.IsFinite().All().Item() == 0)
            throw new InvalidDataException(
                $"Generate {clip.Path}: expected numbers in every pixel, got infinite or undefined ones. "
                + "Lower --guidance, or try --precision float32.");
        var tensors =
            new List<CheckpointTensor> { new NamedParameter("latents", made.Latents.Select(0, 0)).ToCheckpoint() };
        if (rays is not null)
            tensors.Add(new NamedParameter("rays", rays.Select(0, 0)).ToCheckpoint());
        return new(ToVideo(ClipTensors.ToBytes(made.Frames.Select(0, 0)), clip.Record), tensors);
    }

    private Tensor? Rays(PlannedClip clip)
    {
        if (clip.Camera is not { } camera)
            return null;
        var (width, height) = options.Size;
        var (rows, columns) = (height / model.SpatialStride, width / model.SpatialStride);
        var views = camera.ViewsFor(clip.Prompt, clip.Record.Seed, width, height, options.Frames);
        return Tensor.From<float>(
            PlueckerRays.Of(views, rows, columns), [1, PlueckerRays.Channels, options.Frames, rows, columns],
            Device.Cpu);
    }

    private Frame Image(string path, CancellationToken token)
    {
        if (_images.TryGetValue(path, out var fitted))
            return fitted;
        var (width, height) = options.Size;
        var frame = Decoded(path, token);
        if (frame.Width != width || frame.Height != height)
            note($"{path} has {frame.Width}×{frame.Height} pixels; it is scaled and cropped to {width}×{height}");
        return _images[path] = Framing.Covering(frame, width, height);
    }

    private static Frame Decoded(string path, CancellationToken token)
    {
        try
        {
            return MediaFile.Probe(path, token).Decode(token).First();
        }
        catch (MediaException exception)
        {
            throw new MediaException(
                $"--image {path}: expected a picture that FFmpeg reads, got \"{exception.Message}\"", exception);
        }
    }

    private static Video ToVideo(byte[] rgb, ClipRecord record)
    {
        var size = record.Width * record.Height * 3;
        var frames = Enumerable.Range(0, record.Frames).Select(i => new Frame(
            rgb[(i * size)..((i + 1) * size)], record.Width, record.Height, i,
            TimeSpan.FromSeconds(i / record.FramesPerSecond)));
        return new([.. frames], record.FramesPerSecond);
    }
}
