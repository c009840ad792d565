using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Patches of pixels to latent means and log-variances.</summary>
/// <remarks>Parts are named by the resolution at which they work; the count of operations relies on it.</remarks>
internal sealed class MiniEncoder : Module
{
    private readonly CausalLayer _stem;
    private readonly CausalBlock[] _outer;
    private readonly CausalLayer _down;
    private readonly CausalBlock[] _inner;
    private readonly CausalLayer _head;
    private readonly MiniAutoencoderConfig _config;

    public MiniEncoder(Weights weights, MiniAutoencoderConfig config)
        : base(weights.Precision)
    {
        _config = config;
        var (outer, inner) = (weights.At("outer"), weights.At("inner"));
        _stem = OwnPart("outer.stem", new CausalLayer(
            outer.At("stem"), Rearrangement.PatchChannels, config.OuterWidth, 1, false));
        _outer = [.. Enumerable.Range(0, config.EncoderOuterBlocks).Select(i =>
            OwnPart($"outer.{i}", new CausalBlock(outer.At(i), config.OuterWidth)))];
        _down = OwnPart("outer.down", new CausalLayer(
            outer.At("down"), config.OuterWidth, config.InnerWidth / 4, 1, false));
        _inner = [.. Enumerable.Range(0, config.EncoderInnerBlocks).Select(i =>
            OwnPart($"inner.{i}", new CausalBlock(inner.At(i), config.InnerWidth)))];
        _head = OwnPart("inner.head", new CausalLayer(
            inner.At("head"), config.InnerWidth, 2 * config.LatentChannels, 1, true));
    }

    /// <summary>Applies the encoder.</summary>
    /// <param name="patches">[B, f, h, w, 192].</param>
    /// <param name="memory">What went before in a stream; absent for a whole clip.</param>
    /// <returns>Means, then log-variances, [B, f, h / 2, w / 2, 2·C].</returns>
    public Tensor Forward(Tensor patches, CausalMemory? memory)
    {
        using var scope = new TensorScope();
        var hidden = _stem.Forward(patches, memory);                                       // [B, f, h, w, outer]
        foreach (var block in _outer)
            hidden = block.Forward(hidden, memory);
        hidden = Rearrangement.Gathered(_down.Forward(hidden, memory))
            + Rearrangement.Averaged(Rearrangement.Gathered(hidden), _config.InnerWidth);  // [B, f, h/2, w/2, inner]
        foreach (var block in _inner)
            hidden = block.Forward(hidden, memory);
        var moments = _head.Forward(hidden, memory);
        var shortcut = Rearrangement.Averaged(hidden, _config.LatentChannels);
        var mean = moments.Slice(4, 0, _config.LatentChannels) + shortcut;
        return scope.Keep(Tensor.Concat([mean, moments.Slice(4, _config.LatentChannels)], 4));
    }
}
