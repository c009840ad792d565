using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Diffusion.Mini;

/// <summary>
/// Plumbline's own denoiser: a diffusion transformer for rectified flow, small enough for two processor cores.
/// </summary>
/// <remarks>
/// Peebles &amp; Xie 2022, arXiv:2212.09748, with shared modulation (PixArt-α, arXiv:2310.00426), rotary positions in
/// time, height and width, normalised queries and keys, attention to words, known frames beside the noised ones,
/// Plücker rays added to the tokens, and attention along epipolar lines to the first frame. Frame count and size are
/// free at every call. Cost O(N² + N) for N = f · h/2 · w/2 tokens.
/// </remarks>
public sealed class MiniDenoiser : Module, IDenoiser
{
    private readonly Linear _patch;
    private readonly Linear _positions;
    private readonly Linear _rays;
    private readonly TimeModulation _time;
    private readonly MiniBlock[] _blocks;
    private readonly Linear _endModulation;
    private readonly Linear _unpatch;

    /// <summary>Asks for every weight.</summary>
    /// <param name="weights">The weights at this module's path.</param>
    /// <param name="config">Sizes; the words' vectors must have the same width.</param>
    public MiniDenoiser(Weights weights, MiniDenoiserConfig config)
        : base(weights?.Precision!)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        var area = config.PatchSize * config.PatchSize;
        // Noised latents, known latents carried forward, and the mask that tells them apart.
        _patch = OwnPart(
            "patch", new Linear(weights!.At("patch"), (2 * config.LatentChannels + 1) * area, config.Width));
        _positions = OwnPart("positions", new Linear(
            weights.At("positions"), PositionFeatures.ChannelCount, config.Width, BiasUse.None));
        _rays = OwnPart("rays", new Linear(
            weights.At("rays"), RayTokens.ChannelCount(config.TemporalStride), config.Width, BiasUse.None,
            Initialization.Zeros));
        _time = OwnPart("time", new TimeModulation(weights.At("time"), config.Width));
        _blocks = [.. Enumerable.Range(0, config.Depth).Select(
            i => OwnPart($"blocks.{i}", new MiniBlock(weights.At("blocks").At(i), config, i)))];
        _endModulation = OwnPart("end_modulation", new Linear(
            weights.At("end_modulation"), config.Width, 2 * config.Width, initialization: Initialization.Zeros));
        _unpatch = OwnPart("unpatch", new Linear(
            weights.At("unpatch"), config.Width, config.LatentChannels * area, initialization: Initialization.Zeros));
    }

    /// <summary>Sizes.</summary>
    public MiniDenoiserConfig Config { get; }

    /// <inheritdoc/>
    public PredictionKind Prediction => PredictionKind.Flow;

    /// <inheritdoc/>
    public int LatentChannels => Config.LatentChannels;

    /// <inheritdoc/>
    public int PatchSize => Config.PatchSize;

    /// <inheritdoc/>
    public Tensor Predict(Tensor noised, Tensor times, Conditioning conditioning, BlockTape? tape = null)
    {
        using var scope = new TensorScope();
        return scope.Keep(End(Start(noised, times, conditioning), 0, tape));
    }

    /// <inheritdoc/>
    public Func<BlockTape?, Tensor> Begin(Tensor noised, Tensor times, Conditioning conditioning)
    {
        if (((Module[])[_patch, _positions, _rays, _time]).Any(IsAdaptedOrLearning))
            return tape => Predict(noised, times, conditioning, tape);
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        var shared = _blocks.TakeWhile(block => !IsAdaptedOrLearning(block)).Count();
        var start = Start(noised, times, conditioning);
        start = start with { Hidden = Through(_blocks[..shared], start, null) };
        Tensor[] kept = [
            start.Hidden, start.Time, start.Modulation, start.WordMask, start.Cosines, start.Sines,
            .. start.Epipolar?.Tensors ?? []];
        foreach (var tensor in kept)
            scope.Keep(tensor);
        return tape => End(start, shared, tape);
    }

    /// <summary>What the blocks are given.</summary>
    /// <param name="Shape">Of the latents, [B, C, f, h, w].</param>
    /// <param name="Hidden">Tokens in the normalisation type, [B, N, D].</param>
    /// <param name="Time">The time's vector, [B, D].</param>
    /// <param name="Modulation">The time as all blocks share it, [B, 6, D].</param>
    /// <param name="Words">The prompts, [B, L, D].</param>
    /// <param name="WordMask">Which words count, bool[B, 1, 1, L].</param>
    /// <param name="Cosines">Rotary factors, [N, 1, D_head].</param>
    /// <param name="Sines">Rotary factors, [N, 1, D_head].</param>
    /// <param name="Epipolar">What the first frame shows along the tokens' rays; absent where it is not known.</param>
    private sealed record BlockInput(
        Shape Shape, Tensor Hidden, Tensor Time, Tensor Modulation, Tensor Words, Tensor WordMask, Tensor Cosines,
        Tensor Sines, EpipolarSamples? Epipolar);

    private static bool IsAdaptedOrLearning(Module part) =>
        part.Parts().Select(inner => inner.Part).Prepend(part).Any(
            inner => inner is AdaptableModule { Adapter: not null })
        || part.Parameters().Any(parameter => parameter.Value.RequiresGradient);

    private BlockInput Start(Tensor noised, Tensor times, Conditioning conditioning)
    {
        // 1. Tokens of the noised and known latents, with the cameras' rays.
        var shape = Require(noised, times, conditioning);
        var grid = ((int)shape[2], (int)shape[3] / PatchSize, (int)shape[4] / PatchSize);
        var hidden = Tokens(noised, grid, conditioning).To(Precision.Normalization);         // [B, N, D]

        // 2. Time, positions and words, alike for all blocks.
        var (time, modulation) = _time.Forward(times);
        var (cosines, sines) = RotaryPositions.Factors(
            RotaryPositions.Angles(grid, Config.HeadWidth, Config.RotaryBase, conditioning.Frames), Precision.Compute,
            noised.Device);
        var mask = conditioning.Text.Mask.Unsqueeze(1).Unsqueeze(1);                          // [B, 1, 1, L]

        // 3. Where the content of the first frame is seen, for cameras that are known.
        var epipolar = Config.EpipolarDepths > 0 && conditioning is { Known: { } known, Rays: { } rays }
            ? EpipolarSamples.Of(known, rays, Config) : null;
        return new(shape, hidden, time, modulation, conditioning.Text.Values, mask, cosines, sines, epipolar);
    }

    private Tensor End(BlockInput start, int firstBlock, BlockTape? tape)
    {
        using var scope = new TensorScope();

        // 4. The blocks.
        var hidden = Through(_blocks[firstBlock..], start, tape);

        // 5. Back to latents.
        var end = _endModulation.Forward(start.Time).To(Precision.Normalization).Unsqueeze(1).Chunk(2, -1);   // [B, 1, D]
        var patches = _unpatch.Forward(MiniBlock.Modulated(hidden, end[0], end[1])).To(Precision.Normalization);
        return scope.Keep(PatchGrid.ToLatents(patches, start.Shape, PatchSize));
    }

    private static Tensor Through(IEnumerable<MiniBlock> blocks, BlockInput start, BlockTape? tape)
    {
        var hidden = start.Hidden;
        foreach (var block in blocks)
        {
            // A tape keeps what it is given; the samples therefore travel with the other inputs.
            Tensor Run(Tensor[] inputs) => block.Forward(
                inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5],
                start.Epipolar is null ? null : new(inputs[6], inputs[7]));
            Tensor[] inputs = [
                hidden, start.Modulation, start.Words, start.WordMask, start.Cosines, start.Sines,
                .. start.Epipolar?.Tensors ?? []];
            var next = tape is null ? Run(inputs) : tape.Run(Run, inputs);
            // Whoever still needs it, autograd or the tape, keeps it alive.
            if (hidden != start.Hidden)
                hidden.Dispose();
            hidden = next;
        }

        return hidden;
    }

    private Tensor Tokens(Tensor noised, (int, int, int) grid, Conditioning conditioning)
    {
        using var scope = new TensorScope();
        var (b, f, h, w) = (noised.Shape[0], noised.Shape[2], noised.Shape[3], noised.Shape[4]);
        var (latents, mask) = conditioning.Known is { } known
            ? (CarriedForward(known), known.Mask.Expand(b, 1, f, h, w))
            : (noised.ZerosLike(), Tensor.Zeros([b, 1, f, h, w], noised.DType, noised.Device));
        var tokens = _patch.Forward(PatchGrid.ToTokens(Tensor.Concat([noised, latents, mask], 1), PatchSize));
        var positions = PositionFeatures.Of(grid, conditioning.Frames);
        tokens += _positions.Forward(Tensor.From<float>(
            positions, [positions.Length / PositionFeatures.ChannelCount, PositionFeatures.ChannelCount],
            noised.Device));
        return scope.Keep(conditioning.Rays is { } rays
            ? tokens + _rays.Forward(RayTokens.From(rays, noised.Shape, Config.TemporalStride, PatchSize))
            : tokens);
    }

    // Unknown frames show the last known one: what moves is then near the place where it has to be found.
    private static Tensor CarriedForward(KnownFrames known)
    {
        using var scope = new TensorScope();
        var (latents, mask) = (known.Latents * known.Mask, known.Mask);                       // [B, C, f, h, w]
        var frames = new List<Tensor> { latents.Slice(2, 0, 1) };
        for (var frame = 1; frame < latents.Shape[2]; frame++)
            frames.Add(latents.Slice(2, frame, frame + 1) + frames[^1] * (1 - mask.Slice(2, frame, frame + 1)));
        return scope.Keep(Tensor.Concat([.. frames], 2));
    }

    private Shape Require(Tensor noised, Tensor times, Conditioning conditioning)
    {
        var shape = Shape.Require(noised, $"B,{LatentChannels},f,h,w");
        ArgumentNullException.ThrowIfNull(conditioning);
        if (shape[3] % PatchSize != 0 || shape[4] % PatchSize != 0)
            throw new ArgumentException(
                $"Mini denoiser: expected latents whose height and width are multiples of {PatchSize}, got {noised}.",
                nameof(noised));
        if (times.Shape != Shape.Of(shape[0]))
            throw new ArgumentException($"Mini denoiser: expected {shape[0]} times, got {times}.", nameof(times));
        if (!conditioning.Text.Values.Shape.Follows($"{shape[0]},L,{Config.Width}"))
            throw new ArgumentException(
                $"Mini denoiser: expected words [{shape[0]}, L, {Config.Width}], got {conditioning.Text.Values}.",
                nameof(conditioning));
        if (conditioning.Known is { } known && known.Latents.Shape != shape)
            throw new ArgumentException(
                $"Mini denoiser: expected known latents {shape}, got {known.Latents}.", nameof(conditioning));
        if (conditioning.Frames is { } frames
            && (frames.Count != shape[2] || frames[0] != 0 || frames.Zip(frames.Skip(1)).Any(p => p.First >= p.Second)))
            throw new ArgumentException(
                $"Mini denoiser: expected places in time of {shape[2]} frames, rising from 0, got "
                + $"{string.Join(", ", frames)}.", nameof(conditioning));
        return shape;
    }
}
