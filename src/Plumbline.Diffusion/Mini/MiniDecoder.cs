using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Latents to patches of pixels.</summary>
/// <remarks>Parts are named by the resolution at which they work; the count of operations relies on it.</remarks>
internal sealed class MiniDecoder : Module
{
    private readonly CausalLayer _stem;
    private readonly CausalBlock[] _inner;
    private readonly CausalLayer _up;
    private readonly CausalBlock[] _outer;
    private readonly CausalLayer _head;
    private readonly MiniAutoencoderConfig _config;

    public MiniDecoder(Weights weights, MiniAutoencoderConfig config)
        : base(weights.Precision)
    {
        _config = config;
        var (outer, inner) = (weights.At("outer"), weights.At("inner"));
        _stem = OwnPart("inner.stem", new CausalLayer(
            inner.At("stem"), config.LatentChannels, config.InnerWidth, 1, false));
        _inner = [.. Enumerable.Range(0, config.DecoderInnerBlocks).Select(i =>
            OwnPart($"inner.{i}", new CausalBlock(inner.At(i), config.InnerWidth)))];
        _up = OwnPart("inner.up", new CausalLayer(
            inner.At("up"), config.InnerWidth, 4 * config.OuterWidth, 1, false));
        _outer = [.. Enumerable.Range(0, config.DecoderOuterBlocks).Select(i =>
            OwnPart($"outer.{i}", new CausalBlock(outer.At(i), config.OuterWidth)))];
        _head = OwnPart("outer.head", new CausalLayer(
            outer.At("head"), config.OuterWidth, Rearrangement.PatchChannels, 1, true));
    }

    /// <summary>Applies the decoder.</summary>
    /// <param name="latents">As the encoder made them, [B, f, h, w, C].</param>
    /// <param name="memory">What went before in a stream; absent for a whole clip.</param>
    /// <returns>[B, f, 2·h, 2·w, 192].</returns>
    public Tensor Forward(Tensor latents, CausalMemory? memory)
    {
        using var scope = new TensorScope();
        var hidden = _stem.Forward(latents, memory) + Rearrangement.Duplicated(latents, _config.InnerWidth);
        foreach (var block in _inner)
            hidden = block.Forward(hidden, memory);
        hidden = Rearrangement.Spread(
            _up.Forward(hidden, memory) + Rearrangement.Duplicated(hidden, 4 * _config.OuterWidth));
        foreach (var block in _outer)
            hidden = block.Forward(hidden, memory);
        return scope.Keep(_head.Forward(hidden, memory));
    }
}
