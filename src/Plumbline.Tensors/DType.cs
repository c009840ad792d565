namespace Plumbline.Tensors;

/// <summary>Type of the elements of a tensor; the values are libtorch's own (<c>c10::ScalarType</c>).</summary>
public enum DType : byte
{
    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8 = 0,

    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 1,

    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 2,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 3,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 4,

    /// <summary>IEEE half precision.</summary>
    Float16 = 5,

    /// <summary>IEEE single precision.</summary>
    Float32 = 6,

    /// <summary>IEEE double precision.</summary>
    Float64 = 7,

    /// <summary>True or false, one byte.</summary>
    Bool = 11,

    /// <summary>Brain float: the upper half of single precision.</summary>
    BFloat16 = 15,
}
