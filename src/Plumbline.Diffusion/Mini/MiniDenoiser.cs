using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Plumbline's own denoiser: a diffusion transformer for rectified flow, small enough for two processor cores.</summary>
/// <remarks>
/// Peebles &amp; Xie 2022, arXiv:2212.09748, with shared modulation (PixArt-α, arXiv:2310.00426), rotary positions in
/// time, height and width, normalised queries and keys, attention to words, known frames beside the noised ones, and
/// Plücker rays added to the tokens. Frame count and size are free at every call. Cost O(N² + N) for N = f · h/2 · w/2
/// tokens.
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
            i => OwnPart($"blocks.{i}", new MiniBlock(weights.At("blocks").At(i), config)))];
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
        var shape = Require(noised, times, conditioning);
        using var scope = new TensorScope();

        // 1. Tokens of the noised and known latents, with the cameras' rays.
        var grid = ((int)shape[2], (int)shape[3] / PatchSize, (int)shape[4] / PatchSize);
        var hidden = Tokens(noised, grid, conditioning).To(Precision.Normalization);         // [B, N, D]

        // 2. Time, positions and words, alike for all blocks.
        var (time, shared) = _time.Forward(times);
        var (cosines, sines) = RotaryPositions.Factors(
            RotaryPositions.Angles(grid, Config.HeadWidth, Config.RotaryBase), Precision.Compute, noised.Device);
        var mask = conditioning.Text.Mask.Unsqueeze(1).Unsqueeze(1);                          // [B, 1, 1, L]

        // 3. The blocks.
        foreach (var block in _blocks)
        {
            Tensor Run(Tensor[] inputs) => block.Forward(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5]);
            Tensor[] inputs = [hidden, shared, conditioning.Text.Values, mask, cosines, sines];
            hidden = tape is null ? Run(inputs) : tape.Run(Run, inputs);
        }

        // 4. Back to latents.
        var end = _endModulation.Forward(time).To(Precision.Normalization).Unsqueeze(1).Chunk(2, -1);   // [B, 1, D]
        var patches = _unpatch.Forward(MiniBlock.Modulated(hidden, end[0], end[1])).To(Precision.Normalization);
        return scope.Keep(PatchGrid.ToLatents(patches, shape, PatchSize));
    }

    private Tensor Tokens(Tensor noised, (int, int, int) grid, Conditioning conditioning)
    {
        using var scope = new TensorScope();
        var (b, f, h, w) = (noised.Shape[0], noised.Shape[2], noised.Shape[3], noised.Shape[4]);
        var (latents, mask) = conditioning.Known is { } known
            ? (CarriedForward(known), known.Mask.Expand(b, 1, f, h, w))
            : (noised.ZerosLike(), Tensor.Zeros([b, 1, f, h, w], noised.DType, noised.Device));
        var tokens = _patch.Forward(PatchGrid.ToTokens(Tensor.Concat([noised, latents, mask], 1), PatchSize));
        var positions = PositionFeatures.Of(grid);
        tokens += _positions.Forward(Tensor.From<float>(
            positions, [positions.Length / PositionFeatures.ChannelCount, PositionFeatures.ChannelCount], noised.Device));
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
            throw new ArgumentException($"Mini denoiser: expected latents whose height and width are multiples of {PatchSize}, got {noised}.", nameof(noised));
        if (times.Shape != Shape.Of(shape[0]))
            throw new ArgumentException($"Mini denoiser: expected {shape[0]} times, got {times}.", nameof(times));
        if (!conditioning.Text.Values.Shape.Follows($"{shape[0]},L,{Config.Width}"))
            throw new ArgumentException($"Mini denoiser: expected words [{shape[0]}, L, {Config.Width}], got {conditioning.Text.Values}.", nameof(conditioning));
        if (conditioning.Known is { } known && known.Latents.Shape != shape)
            throw new ArgumentException($"Mini denoiser: expected known latents {shape}, got {known.Latents}.", nameof(conditioning));
        return shape;
    }
}
