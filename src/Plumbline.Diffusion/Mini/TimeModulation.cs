using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>The time as shifts, scales and gates that all blocks share.</summary>
/// <remarks>
/// Sinusoids (Vaswani et al. 2017, section 3.5) through two layers; one modulation for all blocks (Chen et al. 2023,
/// arXiv:2310.00426, section 2.3, adaLN-single), to which each block adds a table of its own.
/// </remarks>
internal sealed class TimeModulation : Module
{
    private const int SinusoidCount = 128;
    private const double LongestPeriod = 10_000;

    private readonly long _width;
    private readonly Linear _in;
    private readonly Linear _out;
    private readonly Linear _shared;

    public TimeModulation(Weights weights, int width)
        : base(weights.Precision)
    {
        _width = width;
        _in = OwnPart("in", new Linear(weights.At("in"), 2 * SinusoidCount, width));
        _out = OwnPart("out", new Linear(weights.At("out"), width, width));
        _shared = OwnPart(
            "shared", new Linear(weights.At("shared"), width, 6 * width, initialization: Initialization.Zeros));
    }

    /// <param name="times">From 0 to 1000, [B].</param>
    /// <returns>
    /// The time's vector, [B, D], and what all blocks share, [B, 6, D], both in the normalisation type.
    /// </returns>
    public (Tensor Time, Tensor Shared) Forward(Tensor times)
    {
        using var scope = new TensorScope();
        var powers =
            Tensor.Arange(SinusoidCount, DType.Float32, times.Device) * (-Math.Log(LongestPeriod) / SinusoidCount);
        var angles = times.To(DType.Float32).Outer(powers.Exp());                             // [B, 128]
        var sinusoids = Tensor.Concat([angles.Cos(), angles.Sin()], -1);
        var time = _out.Forward(_in.Forward(sinusoids).Silu()).Silu();                        // [B, D]
        var shared = _shared.Forward(time).Unflatten(-1, 6, _width);                          // [B, 6, D]
        return (scope.Keep(time.To(Precision.Normalization)), scope.Keep(shared.To(Precision.Normalization)));
    }
}
