using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Tensors made of nothing.</content>
public sealed partial class Tensor
{
    private static readonly Operator EmptyTensor = new("aten::empty", "memory_format");
    private static readonly Operator FullTensor = new("aten::full");
    private static readonly Operator ArangeTensor = new("aten::arange", "start_step");
    private static readonly Operator LinspaceTensor = new("aten::linspace");
    private static readonly Operator EyeTensor = new("aten::eye");
    private static readonly Operator ZerosLikeTensor = new("aten::zeros_like");
    private static readonly Operator OnesLikeTensor = new("aten::ones_like");
    private static readonly Operator FullLikeTensor = new("aten::full_like");
    private static readonly Operator EmptyLikeTensor = new("aten::empty_like");

    /// <summary>A tensor whose elements are yet to be written.</summary>
    /// <param name="shape">Shape.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>A tensor of unspecified values.</returns>
    public static Tensor Empty(Shape shape, DType dtype, Device device) =>
        EmptyTensor.Call(Extents(shape), ElementType(dtype), None, OnDevice(device));

    /// <summary>A tensor of one value everywhere.</summary>
    /// <param name="shape">Shape.</param>
    /// <param name="value">The value; true is 1 for bool.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Full(Shape shape, double value, DType dtype, Device device) =>
        FullTensor.Call(Extents(shape), Number(value), ElementType(dtype), None, OnDevice(device));

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">Shape.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros(Shape shape, DType dtype, Device device) => Full(shape, 0, dtype, device);

    /// <summary>A tensor of ones.</summary>
    /// <param name="shape">Shape.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Ones(Shape shape, DType dtype, Device device) => Full(shape, 1, dtype, device);

    /// <summary>A single number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>A tensor of shape [].</returns>
    public static Tensor Scalar(double value, DType dtype, Device device) => Full(Shape.Scalar, value, dtype, device);

    /// <summary>Evenly spaced numbers, the end left out.</summary>
    /// <param name="start">First value.</param>
    /// <param name="end">The values stop before it.</param>
    /// <param name="step">Distance between neighbours; not 0.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The values, [⌈(end − start) / step⌉].</returns>
    public static Tensor Arange(double start, double end, double step, DType dtype, Device device) =>
        ArangeTensor.Call(Number(start), Number(end), Number(step), ElementType(dtype), None, OnDevice(device));

    /// <summary>The numbers 0, 1, … count − 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The values, [count].</returns>
    public static Tensor Arange(long count, DType dtype, Device device) =>
        ArangeTensor.Call(Integer(0), Integer(count), Integer(1), ElementType(dtype), None, OnDevice(device));

    /// <summary>Evenly spaced numbers, both ends included.</summary>
    /// <param name="start">First value.</param>
    /// <param name="end">Last value.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The values, [count].</returns>
    public static Tensor Linspace(double start, double end, long count, DType dtype, Device device) =>
        LinspaceTensor.Call(Number(start), Number(end), Integer(count), ElementType(dtype), None, OnDevice(device));

    /// <summary>The identity matrix.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>Ones on the diagonal, zeros elsewhere, [size, size].</returns>
    public static Tensor Eye(long size, DType dtype, Device device) =>
        EyeTensor.Call(Integer(size), ElementType(dtype), None, OnDevice(device));

    /// <summary>Unwritten elements of this tensor's shape, type and device.</summary>
    /// <returns>A tensor of unspecified values.</returns>
    public Tensor EmptyLike() => EmptyLikeTensor.Call(this);

    /// <summary>Zeros of this tensor's shape, type and device.</summary>
    /// <returns>The zeros.</returns>
    public Tensor ZerosLike() => ZerosLikeTensor.Call(this);

    /// <summary>Ones of this tensor's shape, type and device.</summary>
    /// <returns>The ones.</returns>
    public Tensor OnesLike() => OnesLikeTensor.Call(this);

    /// <summary>One value everywhere, of this tensor's shape, type and device.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The tensor.</returns>
    public Tensor FullLike(double value) => FullLikeTensor.Call(this, Number(value));
}
