using Plumbline.Diffusion.Schedulers;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Diffusion;

/// <summary>Makes clips of prompts, first frames and camera paths.</summary>
/// <remarks>
/// Guidance is that of <see cref="GuidanceScales"/>, all predictions of a step in one pass. Where the first frame is
/// given, its latents follow their own exact path from noise to clean, and the network is asked for the rest alone.
/// Each clip has a generator of its own.
/// </remarks>
public sealed class VideoGenerator
{
    private readonly IDenoiser _denoiser;
    private readonly ITextEncoder _text;
    private readonly VideoAutoencoder _autoencoder;

    /// <summary>Puts the parts together; the caller keeps owning them.</summary>
    /// <param name="denoiser">Predicts the way back to clean latents.</param>
    /// <param name="text">Reads prompts.</param>
    /// <param name="autoencoder">Turns latents into frames; it has as many channels as the denoiser.</param>
    /// <exception cref="ArgumentException">Denoiser and autoencoder have different channels.</exception>
    public VideoGenerator(IDenoiser denoiser, ITextEncoder text, VideoAutoencoder autoencoder)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(autoencoder);
        if (denoiser.LatentChannels != autoencoder.LatentChannels)
            throw new ArgumentException(
                $"Video generator: expected an autoencoder of {denoiser.LatentChannels} channels, got "
                + $"{autoencoder.LatentChannels}.", nameof(autoencoder));
        (_denoiser, _text, _autoencoder) = (denoiser, text, autoencoder);
    }

    /// <summary>Makes clips.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="device">Where the parts live.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Ends the work before its next step.</param>
    /// <returns>Latents and frames; their tensors belong to the caller's scope.</returns>
    /// <exception cref="ArgumentException">The request has no meaning, or its size does not fit the model.</exception>
    public GeneratedClips Generate(
        GenerationRequest request, Device device, IProgress<GenerationStep>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shape = Require(request);
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        var latents = new List<Tensor>();
        var frames = new List<Tensor>();
        for (var first = 0; first < request.Prompts.Count; first += request.BatchSize)
        {
            var clips = first..Math.Min(first + request.BatchSize, request.Prompts.Count);
            var made = Sample(request, shape, clips, device, progress, cancellation);
            latents.Add(made);
            frames.Add(Decode(made));
        }

        return new(scope.Keep(Tensor.Concat([.. latents], 0)), scope.Keep(Tensor.Concat([.. frames], 0)));
    }

    private Shape Require(GenerationRequest request)
    {
        request.Validate();
        var count = request.Prompts.Count;
        var shape = _autoencoder.LatentShape([count, 3, request.FrameCount, request.Height, request.Width]);
        var multiple = _autoencoder.SpatialStride * _denoiser.PatchSize;
        if (request.Height % multiple != 0 || request.Width % multiple != 0)
            throw new ArgumentException(
                $"Generate: expected a height and a width that are multiples of {multiple}, got {request.Height} "
                + $"and {request.Width}.", nameof(request));
        if (request.Plan.Prediction != _denoiser.Prediction)
            throw new ArgumentException(
                $"Generate: expected a plan for {_denoiser.Prediction} predictions, got one for "
                + $"{request.Plan.Prediction}.", nameof(request));
        if (request.FirstFrames is { } given && given.Shape != Shape.Of(count, 3, 1, request.Height, request.Width))
            throw new ArgumentException(
                $"Generate: expected first frames [{count}, 3, 1, {request.Height}, {request.Width}], got {given}.",
                nameof(request));
        if (request.InitialLatents is { } initial && initial.Shape != shape)
            throw new ArgumentException(
                $"Generate: expected initial latents {shape}, got {initial}.", nameof(request));
        if (request.Rays is { } rays && rays.Shape[0] != count)
            throw new ArgumentException($"Generate: expected rays of {count} clips, got {rays}.", nameof(request));
        return shape;
    }

    /// <summary>Begins clips without taking the steps; a first frame that is made by itself is made.</summary>
    /// <param name="request">
    /// What is asked for; all its clips are computed side by side, whatever its batch size.
    /// </param>
    /// <param name="device">Where the parts live.</param>
    /// <param name="progress">Told after every step of the first frame how many were taken.</param>
    /// <param name="cancellation">Ends the work before its next step.</param>
    /// <returns>The clips, to be disposed; their tensors belong to the caller's scope.</returns>
    /// <exception cref="ArgumentException">The request has no meaning, or its size does not fit the model.</exception>
    public UnfinishedClips Begin(
        GenerationRequest request, Device device, Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shape = Require(request);
        using var paused = new RecordingScope(GradientRecording.Off);
        return Begun(request, shape, .., device, progress, cancellation);
    }

    /// <summary>Decodes latents as <see cref="Generate"/> does.</summary>
    /// <param name="latents">Clean latents, float32[B, C, f, h, w].</param>
    /// <returns>RGB in [−1, 1], float32[B, 3, F, H, W].</returns>
    public Tensor Decode(Tensor latents)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        return scope.Keep(_autoencoder.Decode(latents).To(DType.Float32).Clamp(-1, 1));
    }

    private Tensor Sample(
        GenerationRequest request, Shape shape, Range clips, Device device, IProgress<GenerationStep>? progress,
        CancellationToken cancellation)
    {
        using var scope = new TensorScope();
        var stepCount = request.Plan.Steps.Count;
        var isTwofold = request.FirstFrames is null && request.FirstFrameFirst && shape[2] > 1;
        void Report(int before, int steps) => progress?.Report(new(
            clips.Start.Value, request.Prompts.Count, before + steps, (isTwofold ? 2 : 1) * stepCount));
        using var begun = Begun(request, shape, clips, device, steps => Report(0, steps), cancellation);
        begun.Advance(stepCount, steps => Report(isTwofold ? stepCount : 0, steps), cancellation);
        return scope.Keep(begun.Latents());
    }

    private UnfinishedClips Begun(
        GenerationRequest request, Shape shape, Range clips, Device device, Action<int>? progress,
        CancellationToken cancellation)
    {
        var generators = request.Seeds.Take(clips).Select(seed => new Generator(seed, device)).ToArray();
        try
        {
            var given = request.FirstFrames?.Slice(0, clips.Start.Value, clips.Start.Value + generators.Length);
            var known = given is null ? null : _autoencoder.Encode(given);              // [B, C, 1, h, w]
            if (known is null && request.FirstFrameFirst && shape[2] > 1)
            {
                var picture = Prepared(
                    request, Shape.Of(shape[0], shape[1], 1, shape[3], shape[4]), clips, null, generators);
                picture.Advance(request.Plan.Steps.Count, progress, cancellation);
                known = picture.Latents();
            }

            return Prepared(request, shape, clips, known, generators);
        }
        catch
        {
            foreach (var generator in generators)
                generator.Dispose();
            throw;
        }
    }

    private UnfinishedClips Prepared(
        GenerationRequest request, Shape shape, Range clips, Tensor? firstLatents, Generator[] generators)
    {
        // Noise, clip by clip, and what the network is told.
        var noise = Tensor.Stack([.. generators.Select(generator => generator.Normal([.. shape.Skip(1)]))]);  // [B, C, f, h, w]
        var known = firstLatents is null ? null : Known(firstLatents, noise);
        var told = request.Plan.Steps.Select(step => request.Guidance.At(step.From.Sigma)).Distinct().ToDictionary(
            scales => scales, scales =>
            {
                var branches = BranchesOf(scales, known is not null, request.Rays is not null && shape[2] > 1);
                return (branches, Told(request, clips, known, shape[2], branches));
            });
        var start = request.InitialLatents is null ? noise : request.Plan.Steps[0].From.Mix(
            request.InitialLatents.Slice(0, clips.Start.Value, clips.Start.Value + generators.Length)
                .Slice(2, 0, shape[2]), noise);
        return new(
            request, start, (noised, time) =>
            {
                var level = request.Plan.Steps.First(step => step.Time == time).From;
                var (branches, conditioning) = told[request.Guidance.At(level.Sigma)];
                return Predict(noised, time, level, noise, branches, conditioning, known);
            },
            generators, known);
    }

    /// <summary>A prediction that guidance asks for.</summary>
    /// <param name="Words">Whether it is told the prompt, or the negative one.</param>
    /// <param name="Known">Whether it is given the first frame, where there is one.</param>
    /// <param name="Rays">Whether it is told the cameras, where there are any.</param>
    /// <param name="Weight">How much it counts; the weights of all branches sum to 1.</param>
    private sealed record Branch(bool Words, bool Known, bool Rays, double Weight);

    // What is not there cannot be lacked: its branch would be the first one.
    private static Branch[] BranchesOf(GuidanceScales guidance, bool hasFrame, bool hasPath)
    {
        var (words, image, camera) = (
            guidance.Text.Factor - 1, hasFrame ? guidance.Image.Factor - 1 : 0,
            hasPath ? guidance.Camera.Factor - 1 : 0);
        Branch[] branches = [
            new(true, true, true, 1 + words + image + camera), new(false, true, true, -words),
            new(true, false, true, -image), new(true, true, false, -camera)];
        return [branches[0], .. branches[1..].Where(branch => branch.Weight != 0)];
    }

    private static KnownFrames Known(Tensor first, Tensor noise) => KnownFrames.First(
        Tensor.Concat([first, noise.Slice(2, 1).ZerosLike()], 2), [.. Enumerable.Repeat(true, (int)noise.Shape[0])]);

    /// <summary>Conditions of the batch, once for each branch.</summary>
    private Conditioning Told(
        GenerationRequest request, Range clips, KnownFrames? known, long latentFrames, Branch[] branches)
    {
        var prompts = request.Prompts.Take(clips).ToArray();
        var rays = request.Rays?.Slice(0, clips.Start.Value, clips.Start.Value + prompts.Length);
        // A picture is seen from the first camera.
        if (latentFrames == 1)
            rays = rays?.Slice(2, 0, 1);
        return new()
        {
            Text = _text.Encode([.. branches.SelectMany(branch => branch.Words
                ? prompts : Enumerable.Repeat(request.NegativePrompt, prompts.Length))]),
            Known = known is null ? null : new(
                Tensor.Concat([.. branches.Select(_ => known.Latents)], 0),
                Tensor.Concat([.. branches.Select(branch => branch.Known ? known.Mask : known.Mask.ZerosLike())], 0)),
            Rays = rays is null ? null : Tensor.Concat(
                [.. branches.Select(branch => branch.Rays ? rays : rays.ZerosLike())], 0),
        };
    }

    private Tensor Predict(
        Tensor noised, double time, NoiseLevel level, Tensor noise, Branch[] branches, Conditioning conditioning,
        KnownFrames? known)
    {
        using var scope = new TensorScope();
        var input = Tensor.Concat([.. branches.Select(_ => noised)], 0);
        var times = Tensor.Full([input.Shape[0]], time, DType.Float32, noised.Device);
        var parts = _denoiser.Predict(input, times, conditioning).Chunk(branches.Length, 0);
        var predicted = parts[0] * branches[0].Weight;
        for (var i = 1; i < branches.Length; i++)
            predicted += parts[i] * branches[i].Weight;
        if (known is null)
            return scope.Keep(predicted);
        var exact = level.Target(_denoiser.Prediction, known.Latents, noise);
        return scope.Keep(predicted * (1 - known.Mask) + exact * known.Mask);
    }
}
