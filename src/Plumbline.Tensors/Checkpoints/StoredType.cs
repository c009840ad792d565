using System.Collections.Frozen;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>How the elements of a tensor are stored in a checkpoint file.</summary>
/// <remarks>
/// Names and widths as the safetensors format defines them (huggingface/safetensors, <c>Dtype</c> in <c>tensor.rs</c>).
/// Types without a <see cref="DType"/> can be read as raw bytes only.
/// </remarks>
public sealed record StoredType
{
    private StoredType(string name, int bitsPerElement, DType? dtype) =>
        (Name, BitsPerElement, DType) = (name, bitsPerElement, dtype);

    /// <summary>True or false, one byte.</summary>
    public static StoredType Bool { get; } = new("BOOL", 8, Tensors.DType.Bool);

    /// <summary>Unsigned 8-bit integer.</summary>
    public static StoredType UInt8 { get; } = new("U8", 8, Tensors.DType.UInt8);

    /// <summary>Signed 8-bit integer.</summary>
    public static StoredType Int8 { get; } = new("I8", 8, Tensors.DType.Int8);

    /// <summary>Signed 16-bit integer.</summary>
    public static StoredType Int16 { get; } = new("I16", 16, Tensors.DType.Int16);

    /// <summary>Unsigned 16-bit integer.</summary>
    public static StoredType UInt16 { get; } = new("U16", 16, null);

    /// <summary>Signed 32-bit integer.</summary>
    public static StoredType Int32 { get; } = new("I32", 32, Tensors.DType.Int32);

    /// <summary>Unsigned 32-bit integer.</summary>
    public static StoredType UInt32 { get; } = new("U32", 32, null);

    /// <summary>Signed 64-bit integer.</summary>
    public static StoredType Int64 { get; } = new("I64", 64, Tensors.DType.Int64);

    /// <summary>Unsigned 64-bit integer.</summary>
    public static StoredType UInt64 { get; } = new("U64", 64, null);

    /// <summary>IEEE half precision.</summary>
    public static StoredType Float16 { get; } = new("F16", 16, Tensors.DType.Float16);

    /// <summary>Brain float: the upper half of single precision.</summary>
    public static StoredType BFloat16 { get; } = new("BF16", 16, Tensors.DType.BFloat16);

    /// <summary>IEEE single precision.</summary>
    public static StoredType Float32 { get; } = new("F32", 32, Tensors.DType.Float32);

    /// <summary>IEEE double precision.</summary>
    public static StoredType Float64 { get; } = new("F64", 64, Tensors.DType.Float64);

    // Below the properties on purpose: static initialisers run in the order of the page.
    private static readonly FrozenDictionary<string, StoredType> ByName =
        new[]
        {
            Bool, UInt8, Int8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float16, BFloat16, Float32, Float64,
            new("C64", 64, null), new("F8_E4M3", 8, null), new("F8_E5M2", 8, null), new("F8_E8M0", 8, null),
            new("F8_E4M3FNUZ", 8, null), new("F8_E5M2FNUZ", 8, null),
            new("F4", 4, null), new("F6_E2M3", 6, null), new("F6_E3M2", 6, null),
        }.ToFrozenDictionary(type => type.Name);

    /// <summary>Every type that the reader knows.</summary>
    public static IReadOnlyCollection<StoredType> All => ByName.Values;

    /// <summary>The name in the file's header, such as <c>BF16</c> or <c>F8_E4M3</c>.</summary>
    public string Name { get; }

    /// <summary>Width of one element in bits; 4 and 6 for the packed types.</summary>
    public int BitsPerElement { get; }

    /// <summary>The type of a tensor with these elements; absent where the engine has none.</summary>
    public DType? DType { get; }

    /// <summary>The stored form of a tensor type.</summary>
    /// <param name="dtype">Type of the elements of a tensor.</param>
    /// <returns>The stored type of the same width and meaning.</returns>
    public static StoredType Of(DType dtype) =>
        ByName.Values.FirstOrDefault(type => type.DType == dtype)
        ?? throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Expected a type that safetensors can store.");

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Finds a type by its name in a header.</summary>
    internal static StoredType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Bytes of a tensor, or absent where the shape overflows or does not fill whole bytes.</summary>
    internal long? ByteCount(ReadOnlySpan<long> shape)
    {
        if (shape.Contains(0))
            return 0;
        try
        {
            var bitCount = (Int128)BitsPerElement;
            foreach (var extent in shape)
                bitCount = checked(bitCount * extent);
            return bitCount % 8 == 0 && bitCount / 8 <= long.MaxValue ? (long)(bitCount / 8) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
