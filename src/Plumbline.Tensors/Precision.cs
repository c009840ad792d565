namespace Plumbline.Tensors;

/// <summary>
/// Which element types a network keeps, computes and normalises in: an explicit policy, never a silent change.
/// </summary>
/// <param name="Parameters">Type of the weights that are kept, and that an optimizer changes.</param>
/// <param name="Compute">Type of matrix products, convolutions, attention and what flows between modules.</param>
/// <param name="Normalization">Type in which means and variances are taken.</param>
/// <remarks>
/// Micikevicius et al. 2018, arXiv:1710.03740, for master weights; bfloat16 has the exponent range of single precision,
/// so the loss needs no scaling. A module converts its input and its weights to the compute type where they differ.
/// </remarks>
public sealed record Precision(DType Parameters, DType Compute, DType Normalization)
{
    /// <summary>Single precision throughout.</summary>
    public static Precision Float32 { get; } = new(DType.Float32, DType.Float32, DType.Float32);

    /// <summary>Double precision throughout, for checks of gradients.</summary>
    public static Precision Float64 { get; } = new(DType.Float64, DType.Float64, DType.Float64);

    /// <summary>For training: bfloat16 compute, float32 master weights and norms.</summary>
    public static Precision MixedBFloat16 { get; } = new(DType.Float32, DType.BFloat16, DType.Float32);

    /// <summary>For sampling: bfloat16 weights and compute, float32 norms.</summary>
    public static Precision BFloat16 { get; } = new(DType.BFloat16, DType.BFloat16, DType.Float32);

    /// <summary>Refuses types that cannot carry gradients.</summary>
    /// <returns>The policy itself.</returns>
    /// <exception cref="ArgumentException">One of the types is not a floating-point type.</exception>
    public Precision Validate()
    {
        foreach (var (name, dtype) in new[]
        {
            (nameof(Parameters), Parameters), (nameof(Compute), Compute), (nameof(Normalization), Normalization),
        })
        {
            if (!dtype.IsFloatingPoint())
                throw new ArgumentException($"Precision.{name}: expected a floating-point type, got {dtype.Name()}.");
        }

        return this;
    }

    /// <summary>The tensor in the compute type: itself where nothing changes, else a converted one.</summary>
    internal Tensor ForCompute(Tensor tensor) => Convert(tensor, Compute);

    /// <summary>The tensor in the normalisation type: itself where nothing changes, else a converted one.</summary>
    internal Tensor ForNormalization(Tensor tensor) => Convert(tensor, Normalization);

    private static Tensor Convert(Tensor tensor, DType dtype) => tensor.DType == dtype ? tensor : tensor.To(dtype);
}
