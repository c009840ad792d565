using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>Two normed convolutions around a shortcut; the first also sees the frame before.</summary>
/// <remarks>He et al. 2016, arXiv:1603.05027, the pre-activation form.</remarks>
internal sealed class CausalBlock : Module
{
    private readonly CausalLayer _first;
    private readonly CausalLayer _second;

    /// <summary>Asks for the layers <c>first</c> and <c>second</c>.</summary>
    /// <param name="weights">The weights at this block's path.</param>
    /// <param name="channels">Channels in and out.</param>
    public CausalBlock(Weights weights, long channels)
        : base(weights.Precision)
    {
        _first = OwnPart("first", new CausalLayer(weights.At("first"), channels, channels, 2, true));
        _second = OwnPart("second", new CausalLayer(weights.At("second"), channels, channels, 1, true));
    }

    /// <summary>Applies the block.</summary>
    /// <param name="input">[B, F, H, W, C].</param>
    /// <param name="memory">What went before in a stream; absent for a whole clip.</param>
    /// <returns>[B, F, H, W, C].</returns>
    public Tensor Forward(Tensor input, CausalMemory? memory)
    {
        using var scope = new TensorScope();
        return scope.Keep(input + _second.Forward(_first.Forward(input, memory), memory));
    }
}
