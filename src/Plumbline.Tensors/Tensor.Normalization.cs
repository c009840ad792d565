using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Normalisation by mean and spread.</content>
public sealed partial class Tensor
{
    private static readonly Operator LayerNormalized = new("aten::layer_norm");
    private static readonly Operator GroupNormalized = new("aten::group_norm");
    private static readonly Operator BatchNormalized = new("aten::batch_norm");
    private static readonly Operator InstanceNormalized = new("aten::instance_norm");

    /// <summary>Normalises the trailing axes to mean 0 and variance 1.</summary>
    /// <param name="trailing">Extents of the trailing axes.</param>
    /// <param name="weight">Scale, of the trailing shape; none when absent.</param>
    /// <param name="bias">Shift, of the trailing shape; none when absent.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The normalised tensor, this shape.</returns>
    /// <remarks>Ba, Kiros &amp; Hinton 2016, arXiv:1607.06450, eq. 4.</remarks>
    public Tensor LayerNorm(long[] trailing, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        LayerNormalized.Call(this, Integers(trailing), weight, bias, Number(epsilon));

    /// <summary>Divides the last axis by its root mean square, computed in float32 at least.</summary>
    /// <param name="weight">Scale, [D]; none when absent.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <returns>The normalised tensor, this shape and type.</returns>
    /// <remarks>
    /// Zhang &amp; Sennrich 2019, arXiv:1910.07467, eq. 4. Written out, since libtorch has an operator for it only from
    /// 2.4.
    /// </remarks>
    public Tensor RmsNorm(Tensor? weight = null, double epsilon = 1e-6)
    {
        using var scope = new TensorScope();
        var wide = DType == DType.Float64 ? this : To(DType.Float32);
        var normalized = wide * (wide.Square().Mean([-1], ReducedAxes.Kept) + epsilon).Rsqrt();
        var narrow = normalized.To(DType);
        return scope.Keep(weight is null ? narrow : narrow * weight);
    }

    /// <summary>Normalises groups of channels to mean 0 and variance 1.</summary>
    /// <param name="groupCount">How many groups, a divisor of the channels.</param>
    /// <param name="weight">Scale, [C]; none when absent.</param>
    /// <param name="bias">Shift, [C]; none when absent.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The normalised tensor for an input [B, C, ...].</returns>
    /// <remarks>Wu &amp; He 2018, arXiv:1803.08494, eq. 1 and 7.</remarks>
    public Tensor GroupNorm(long groupCount, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        GroupNormalized.Call(this, Integer(groupCount), weight, bias, Number(epsilon));

    /// <summary>Normalises each channel by statistics found before, as a trained network does.</summary>
    /// <param name="mean">Mean of each channel, [C].</param>
    /// <param name="variance">Variance of each channel, [C].</param>
    /// <param name="weight">Scale, [C]; none when absent.</param>
    /// <param name="bias">Shift, [C]; none when absent.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The normalised tensor for an input [B, C, ...].</returns>
    public Tensor BatchNorm(
        Tensor mean, Tensor variance, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        BatchNormalized.Call(this, weight, bias, mean, variance, Flag(false), Number(0), Number(epsilon), Flag(false));

    /// <summary>Normalises each channel of each picture to mean 0 and variance 1.</summary>
    /// <param name="weight">Scale, [C]; none when absent.</param>
    /// <param name="bias">Shift, [C]; none when absent.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The normalised tensor for an input [B, C, ...].</returns>
    public Tensor InstanceNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        InstanceNormalized.Call(this, weight, bias, None, None, Flag(true), Number(0), Number(epsilon), Flag(false));

    /// <summary>Divides the vectors along one axis by their length.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="smallest">Lengths below it count as it.</param>
    /// <returns>Vectors of length 1.</returns>
    public Tensor Normalize(long axis, double smallest = 1e-12)
    {
        using var scope = new TensorScope();
        return scope.Keep(this / Norm([axis], reduced: ReducedAxes.Kept).Clamp(low: smallest));
    }
}
