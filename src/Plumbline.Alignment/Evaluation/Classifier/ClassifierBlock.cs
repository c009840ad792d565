using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Two normed convolutions around a shortcut.</summary>
/// <remarks>He et al. 2016, arXiv:1603.05027, the pre-activation form.</remarks>
internal sealed class ClassifierBlock : Module
{
    private readonly ClassifierLayer _first;
    private readonly ClassifierLayer _second;

    /// <summary>Asks for the layers <c>first</c> and <c>second</c>.</summary>
    /// <param name="weights">The weights at this block's path.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="second">Kernel of the second layer; the first sees 3×3 positions.</param>
    public ClassifierBlock(Weights weights, long channels, (long Frames, long Height, long Width) second)
        : base(weights.Precision)
    {
        _first = OwnPart("first", new ClassifierLayer(weights.At("first"), channels, channels, (1, 3, 3), true));
        _second = OwnPart("second", new ClassifierLayer(weights.At("second"), channels, channels, second, true));
    }

    /// <summary>Applies the block.</summary>
    /// <param name="input">[B, T, h, w, C].</param>
    /// <returns>[B, T, h, w, C].</returns>
    public Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        return scope.Keep(input + _second.Forward(_first.Forward(input)));
    }
}
