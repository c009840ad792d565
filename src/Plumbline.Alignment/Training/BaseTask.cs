using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>Trains the miniature's denoiser and word encoder on the latents of rendered worlds.</summary>
/// <remarks>
/// An inspection measures the loss on held-out worlds with noise of its own seed, generates some from their first
/// frames, captions and cameras, draws them below the worlds and writes <c>model.safetensors</c>.
/// </remarks>
public sealed class BaseTask : ITrainingTask<BaseSample>
{
    private const int PicturedFrames = 6;
    private const ulong InspectionSeed = 20_240_001;
    private const ulong OrderSeed = 1;

    private readonly MiniModel _model;
    private readonly MiniAutoencoder _autoencoder;
    private readonly WorldFormat _format;
    private readonly BaseTaskOptions _options;
    private readonly FlowMatchingObjective _objective;
    private readonly EncodedWorlds _worlds;
    private readonly Lazy<HeldOutClip[]> _heldOut;

    private (long Number, int[] Worlds) _round = (-1, []);

    /// <summary>Prepares the task; turns on the model's gradients and the autoencoder's off.</summary>
    /// <param name="model">The model; the caller keeps owning it.</param>
    /// <param name="autoencoder">The autoencoder; it is not changed, and the caller keeps owning it.</param>
    /// <param name="worlds">What to learn from, encoded by this autoencoder; the caller keeps owning it.</param>
    /// <param name="format">Size and length of the clips.</param>
    /// <param name="options">Times, conditions and inspections; all default when absent.</param>
    public BaseTask(
        MiniModel model, MiniAutoencoder autoencoder, EncodedWorlds worlds, WorldFormat format,
        BaseTaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(autoencoder);
        ArgumentNullException.ThrowIfNull(worlds);
        ArgumentNullException.ThrowIfNull(format);
        (_model, _autoencoder, _worlds, _format, _options) = (model, autoencoder, worlds, format, options ?? new());
        _options.Validate();
        _objective = new(model.Denoiser, model.Text, _options.Objective);
        _heldOut = new(() => [.. Enumerable.Range(0, _options.HeldOutClips).Select(HeldOut)]);
        model.RecordGradients(GradientRecording.On);
        autoencoder.RecordGradients(GradientRecording.Off);
    }

    /// <inheritdoc/>
    public Module Network => _model;

    /// <inheritdoc/>
    /// <remarks>The denoiser's matrix products alone; the autoencoder's forward pass is not training.</remarks>
    public double OperationsPerSample
    {
        get
        {
            var latents = Latents(1);
            var patch = _model.Denoiser.PatchSize;
            var pictureTokens = latents[3] / patch * (latents[4] / patch);
            double Forward(long tokens) => _model.Denoiser.Config.ForwardOperations(tokens, _options.TypicalWords);
            return 3 * (Forward(latents[2] * pictureTokens)
                + (_options.PictureWeight > 0 ? Forward(pictureTokens) : 0));
        }
    }

    /// <inheritdoc/>
    public bool IsHiddenMatrix(NamedParameter weight) =>
        weight.Value.Rank == 2 && weight.Name.Contains("blocks.", StringComparison.Ordinal)
        && weight.Name.EndsWith(".weight", StringComparison.Ordinal);

    /// <inheritdoc/>
    /// <remarks>Every round through the worlds has an order of its own.</remarks>
    public BaseSample Sample(long index, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var (round, place) = Math.DivRem(index, _worlds.Count);
        if (_round.Number != round)
        {
            var worlds = Enumerable.Range(0, _worlds.Count).ToArray();
            Array.Sort(Array.ConvertAll(worlds, world => StepSeed.Of(OrderSeed, round, world)), worlds);
            _round = (round, worlds);
        }

        return _worlds.Sample(_round.Worlds[place]);
    }

    /// <inheritdoc/>
    public TrainingLoss Loss(IReadOnlyList<BaseSample> batch, Generator generator)
    {
        var tape = _options.Activations == ActivationUse.Recomputed ? new BlockTape() : null;
        return Loss(batch, generator, tape);
    }

    /// <inheritdoc/>
    public TrainingInspection Inspect(string folder, long step)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        using var generator = new Generator(InspectionSeed, Device.Cpu);
        var loss = Loss([.. _heldOut.Value.Select(clip => clip.Sample)], generator, tape: null);
        var shown = _heldOut.Value.Take(_options.PicturedClips).ToArray();
        var frames = Frames([.. shown.Select(clip => clip.Rgb)]);
        var made = new VideoGenerator(_model.Denoiser, _model.Text, _autoencoder).Generate(new()
        {
            Prompts = [.. shown.Select(clip => clip.Sample.Caption)],
            Seeds = [.. shown.Select((_, i) => InspectionSeed + (ulong)i)],
            Plan = GenerationRequest.StandardFlow.Plan(_options.InspectionSteps),
            FrameCount = _format.FrameCount,
            Height = _format.Height,
            Width = _format.Width,
            FirstFrames = frames.Slice(2, 0, 1),
            Rays = Rays([.. shown.Select(clip => clip.Sample)]),
            Guidance = 1,
        }, Device.Cpu);
        byte[][] rows = [
            .. shown.SelectMany((clip, i) => new[] { clip.Rgb, ClipTensors.ToBytes(made.Frames.Select(0, i)) })];
        MiniModelFile.Save(_model, Path.Combine(folder, "model.safetensors"), DType.Float16);
        var measured = loss.Terms.ToDictionary(term => $"heldOut.{term.Key}", term => term.Value.Item());
        measured["clipError"] = (made.Frames - frames).Square().Mean().Item();
        var grid = new ClipGrid(_format.FrameCount, _format.Height, _format.Width, PicturedFrames);
        return new(measured, grid.Draw(rows), grid.PictureWidth, grid.PictureHeight(rows.Length));
    }

    private TrainingLoss Loss(IReadOnlyList<BaseSample> batch, Generator generator, BlockTape? tape)
    {
        using var scope = new TensorScope();
        var latents = Tensor.From<float>(
            [.. batch.SelectMany(sample => sample.Latents)], [batch.Count, .. Latents(1).Skip(1)], Device.Cpu);
        string[] captions = [.. batch.Select(sample => sample.Caption)];
        var rays = Rays(batch);
        var clips = _objective.Loss(latents, captions, rays, generator, tape);
        var terms = new Dictionary<string, Tensor> { ["flow"] = scope.Keep(clips) };
        if (_options.PictureWeight == 0)
            return new(terms["flow"], terms, tape);
        var pictures = _objective.Loss(latents.Slice(2, 0, 1), captions, rays.Slice(2, 0, 1), generator, tape);
        terms["pictureFlow"] = scope.Keep(pictures);
        return new(scope.Keep(clips + _options.PictureWeight * pictures), terms, tape);
    }

    private HeldOutClip HeldOut(int index)
    {
        using var scope = new TensorScope();
        var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Validation, index), _format);
        var rgb = world.FilmRgb();
        var shape = Latents(1);
        var latents = _autoencoder.Encode(Frames([rgb])).To(DType.Float32).ToArray<float>();
        return new(rgb, new(latents, world.Caption, PlueckerRays.Of(world.Views, (int)shape[3], (int)shape[4])));
    }

    private Tensors.Shape Latents(int count) =>
        _autoencoder.LatentShape([count, 3, _format.FrameCount, _format.Height, _format.Width]);

    private Tensor Frames(IReadOnlyList<byte[]> clips) => ClipTensors.FromBytes(
        clips, _format.FrameCount, _format.Height, _format.Width, Device.Cpu);

    private Tensor Rays(IReadOnlyList<BaseSample> batch)
    {
        var latents = Latents(batch.Count);
        return Tensor.From<float>(
            batch.SelectMany(sample => sample.Rays).ToArray(),
            [batch.Count, PlueckerRays.Channels, _format.FrameCount, latents[3], latents[4]], Device.Cpu);
    }

    private sealed record HeldOutClip(byte[] Rgb, BaseSample Sample);
}
