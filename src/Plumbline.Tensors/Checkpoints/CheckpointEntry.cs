using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>
/// One tensor of an open checkpoint: what it is called, how it is stored, and its bytes in the mapped file.
/// </summary>
/// <remarks>
/// Spans point into the file's mapping: they are valid until the checkpoint that gave them is disposed, and reading one
/// later, or while another process truncates the file, ends the process. Bytes are little-endian, the last axis
/// fastest.
/// </remarks>
public sealed class CheckpointEntry
{
    private readonly SafetensorsFile _file;
    private readonly long _begin;
    private readonly long[] _shape;

    internal CheckpointEntry(SafetensorsFile file, HeaderEntry header)
    {
        (_file, _begin, _shape) = (file, header.Begin, header.Shape);
        (Name, Type, ByteCount) = (header.Name, header.Type, header.End - header.Begin);
        ElementCount = _shape.Contains(0) ? 0 : _shape.Aggregate(1L, (product, extent) => product * extent);
    }

    /// <summary>Name in the file, such as <c>blocks.3.attn.to_q.weight</c>.</summary>
    public string Name { get; }

    /// <summary>How the elements are stored.</summary>
    public StoredType Type { get; }

    /// <summary>Length of every axis; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>Product of the shape.</summary>
    public long ElementCount { get; }

    /// <summary>Size in the file.</summary>
    public long ByteCount { get; }

    /// <summary>All bytes of the tensor, byte[<see cref="ByteCount"/>].</summary>
    /// <exception cref="CheckpointException">The tensor is larger than a span can be (2 GiB).</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was closed.</exception>
    public ReadOnlySpan<byte> Bytes => ByteCount <= int.MaxValue
        ? _file.Slice(_begin, (int)ByteCount)
        : throw Problem(
            $"expected at most {int.MaxValue} bytes for one span, got {ByteCount}. Read it piece by piece with Slice");

    /// <summary>Some bytes of the tensor; for tensors that are larger than a span can be.</summary>
    /// <param name="byteOffset">First byte, from the beginning of the tensor.</param>
    /// <param name="byteCount">How many bytes.</param>
    /// <returns>byte[<paramref name="byteCount"/>].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the tensor.</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was closed.</exception>
    public ReadOnlySpan<byte> Slice(long byteOffset, int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteOffset, ByteCount - byteCount);
        return _file.Slice(_begin + byteOffset, byteCount);
    }

    /// <summary>The elements as numbers of the type that they are stored in, without a copy.</summary>
    /// <typeparam name="T">The type itself: float for F32, Half for F16, long for I64; ushort for the bits of
    /// BF16.</typeparam>
    /// <returns>T[<see cref="ElementCount"/>], the last axis fastest.</returns>
    /// <exception cref="CheckpointException">The elements are stored in another type, or exceed a span.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() * 8 != Type.BitsPerElement || !StoresAs(typeof(T)))
            throw Problem(
                $"expected elements stored as {typeof(T).Name}, got {Type}. Convert with ToFloats or ToIntegers");
        return MemoryMarshal.Cast<byte, T>(Bytes);
    }

    /// <summary>The elements converted to single precision.</summary>
    /// <returns>
    /// float[<see cref="ElementCount"/>], the last axis fastest; integers beyond 2²⁴ and F64 are rounded.
    /// </returns>
    /// <exception cref="CheckpointException">
    /// The type has no conversion (packed, 8-bit float or complex), or the tensor exceeds a span.
    /// </exception>
    public float[] ToFloats() => Type.Name switch
    {
        "F32" => Values<float>().ToArray(),
        "F64" => Convert<double, float>(value => (float)value),
        "F16" => Convert<Half, float>(value => (float)value),
        "BF16" => Convert<ushort, float>(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        "I64" => Convert<long, float>(value => value),
        "U64" => Convert<ulong, float>(value => value),
        "I32" => Convert<int, float>(value => value),
        "U32" => Convert<uint, float>(value => value),
        "I16" => Convert<short, float>(value => value),
        "U16" => Convert<ushort, float>(value => value),
        "I8" => Convert<sbyte, float>(value => value),
        "U8" => Convert<byte, float>(value => value),
        "BOOL" => Convert<byte, float>(value => value != 0 ? 1 : 0),
        _ => throw Problem($"expected a type that converts to single precision, got {Type}. Read its raw Bytes"),
    };

    /// <summary>The elements as 64-bit integers.</summary>
    /// <returns>long[<see cref="ElementCount"/>], the last axis fastest; BOOL gives 0 and 1.</returns>
    /// <exception cref="CheckpointException">
    /// The elements are not integers, one exceeds 2⁶³ − 1, or the tensor exceeds a span.
    /// </exception>
    public long[] ToIntegers() => Type.Name switch
    {
        "I64" => Values<long>().ToArray(),
        "U64" => Convert<ulong, long>(value => value <= long.MaxValue
            ? (long)value
            : throw Problem($"expected integers up to {long.MaxValue}, got {value}. Read them with Values<ulong>")),
        "I32" => Convert<int, long>(value => value),
        "U32" => Convert<uint, long>(value => value),
        "I16" => Convert<short, long>(value => value),
        "U16" => Convert<ushort, long>(value => value),
        "I8" => Convert<sbyte, long>(value => value),
        "U8" => Convert<byte, long>(value => value),
        "BOOL" => Convert<byte, long>(value => value != 0 ? 1 : 0),
        _ => throw Problem($"expected integers, got {Type}. Convert with ToFloats"),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}[{string.Join(", ", _shape)}]";

    private TTo[] Convert<TFrom, TTo>(Func<TFrom, TTo> convert)
        where TFrom : unmanaged
    {
        var values = Values<TFrom>();
        var converted = new TTo[values.Length];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = convert(values[i]);
        return converted;
    }

    private bool StoresAs(Type clrType) => Type.Name switch
    {
        "F32" => clrType == typeof(float),
        "F64" => clrType == typeof(double),
        "F16" => clrType == typeof(Half),
        "I64" => clrType == typeof(long),
        "U64" => clrType == typeof(ulong),
        "I32" => clrType == typeof(int),
        "U32" => clrType == typeof(uint),
        "I16" => clrType == typeof(short),
        "U16" or "BF16" => clrType == typeof(ushort),
        "I8" => clrType == typeof(sbyte),
        _ => clrType == typeof(byte),
    };

    private CheckpointException Problem(string problem) =>
        new(_file.Path, $"{CheckpointException.Quote(Name)}: {problem}.");
}
