using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Linting;

/// <summary>
/// Prepares a model of the miniature for the linter: makes a few clips with it, as candidates are made.
/// </summary>
public static class ModelSubject
{
    private const int PromptCount = 2;
    private const int SeedsPerPrompt = 2;
    private const int Steps = 10;
    private const double Beta = 100;

    /// <summary>
    /// Makes clips of two worlds, each with two seeds, from their first frames, captions and cameras.
    /// </summary>
    /// <param name="model">The model without an adapter; the caller keeps owning it.</param>
    /// <param name="autoencoder">Its autoencoder.</param>
    /// <param name="lora">The adapter that is to be trained.</param>
    /// <param name="format">Size and length of the clips.</param>
    /// <param name="options">What is to be taught.</param>
    /// <param name="seed">Names the noise.</param>
    /// <param name="progress">Told after every step of the sampler.</param>
    /// <param name="token">Stops the sampler.</param>
    /// <returns>What the linter checks; its tensors belong to the caller's scope.</returns>
    public static LintSubject Of(
        MiniModel model, VideoAutoencoder autoencoder, LoraConfig lora, WorldFormat format,
        PreferenceTaskOptions options,
        ulong seed = 1, IProgress<GenerationStep>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(autoencoder);
        ArgumentNullException.ThrowIfNull(options);
        var worlds = Enumerable.Range(0, PromptCount * SeedsPerPrompt)
            .Select(i =>
                TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Alignment, i / SeedsPerPrompt), format)).ToArray();
        string[] captions = [.. worlds.Select(world => world.Caption)];
        var (rows, columns) = (format.Height / autoencoder.SpatialStride, format.Width / autoencoder.SpatialStride);
        var rays = worlds.Select(world => PlueckerRays.Of(world.Views, rows, columns)).ToArray();
        var made = new VideoGenerator(model.Denoiser, model.Text, autoencoder).Generate(
            new()
            {
                Prompts = captions,
                Seeds = [.. worlds.Select((_, i) => seed + (ulong)i)],
                Plan = GenerationRequest.StandardFlow.Plan(Steps),
                FrameCount = format.FrameCount,
                Height = format.Height,
                Width = format.Width,
                FirstFrames = ClipTensors.FromBytes(
                    [.. worlds.Select(world => world.FilmFirstFrame().Rgb)], 1, format.Height, format.Width,
                    Device.Cpu),
                Rays = Rays(rays, format, rows, columns),
            },
            Device.Cpu, progress, token);
        return new()
        {
            Denoiser = model.Denoiser,
            Text = model.Text,
            Autoencoder = autoencoder,
            Plan = GenerationRequest.StandardFlow.Plan(Steps),
            Latents = made.Latents,
            Loss = (denoiser, latents, generator) => new FlowMatchingObjective(
                denoiser, model.Text, new() { Flow = options.Flow, FirstFrameShare = 0.5 })
                .Loss(latents, captions, Rays(rays, format, rows, columns), generator),
            Adapter = new(model.Denoiser, lora, FirstLossOf(model, made.Latents, captions, rays, options)),
            Seed = seed,
        };
    }

    private static Tensor Rays(float[][] rays, WorldFormat format, int rows, int columns) => Tensor.From<float>(
        rays.SelectMany(values => values).ToArray(),
        [rays.Length, PlueckerRays.Channels, format.FrameCount, rows, columns], Device.Cpu);

    private static Func<NetworkAdapter, Generator, (double Loss, double MeanAbsoluteLogit)>? FirstLossOf(
        MiniModel model, Tensor latents, string[] captions, float[][] rays, PreferenceTaskOptions options)
    {
        if (options.Objective.Kind != PreferenceObjectiveKind.Dpo)
            return null;
        int[] shape = [.. latents.Shape.Skip(1).Select(extent => (int)extent)];
        float[][] clips = [.. latents.ToArray<float>().Chunk(shape.Aggregate((product, extent) => product * extent))];
        var samples = Enumerable.Range(0, PromptCount).Select(i => i * SeedsPerPrompt).Select(i => new PreferenceSample
        {
            PromptId = captions[i],
            Caption = captions[i],
            LatentShape = shape,
            Winner = clips[i],
            Loser = clips[i + 1],
            Rays = rays[i],
            IsFirstFrameGiven = true,
        }).ToArray();
        return (adapter, generator) =>
        {
            var task = new PreferenceTask(
                model.Denoiser, model.Text, adapter,
                [.. samples.Select(sample => new PreferenceEntry(sample.PromptId, 1, () => sample))], Beta,
                options with
                {
                    HeldOutShare = 0,
                    Objective = options.Objective with { Weighting = ErrorWeighting.Uniform, Stillness = 0 },
                });
            var loss = task.Loss(samples, generator);
            return (loss.Total.Item(), loss.Terms["meanAbsoluteLogit"].Item());
        };
    }
}
