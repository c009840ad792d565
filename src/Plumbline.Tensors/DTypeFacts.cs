namespace Plumbline.Tensors;

/// <summary>What every element type promises.</summary>
public static class DTypeFacts
{
    /// <summary>Size of one element in bytes.</summary>
    /// <param name="dtype">Element type.</param>
    /// <returns>1, 2, 4 or 8.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is no element type.</exception>
    public static int ByteCount(this DType dtype) => dtype switch
    {
        DType.UInt8 or DType.Int8 or DType.Bool => 1,
        DType.Int16 or DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        DType.Int64 or DType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Expected one of the element types of DType."),
    };

    /// <summary>Name as torch and numpy write it, such as <c>float32</c>.</summary>
    /// <param name="dtype">Element type.</param>
    /// <returns>The lower-case name.</returns>
    public static string Name(this DType dtype) => dtype switch
    {
        DType.UInt8 => "uint8",
        DType.Int8 => "int8",
        DType.Int16 => "int16",
        DType.Int32 => "int32",
        DType.Int64 => "int64",
        DType.Float16 => "float16",
        DType.Float32 => "float32",
        DType.Float64 => "float64",
        DType.Bool => "bool",
        DType.BFloat16 => "bfloat16",
        _ => $"dtype {(byte)dtype}",
    };

    /// <summary>Whether the elements are floating-point numbers, and so may carry gradients.</summary>
    /// <param name="dtype">Element type.</param>
    /// <returns>True for half, brain, single and double precision.</returns>
    public static bool IsFloatingPoint(this DType dtype) =>
        dtype is DType.Float16 or DType.BFloat16 or DType.Float32 or DType.Float64;
}
