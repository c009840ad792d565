using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>A tensor to be written: its name, how its elements are stored, and their bytes.</summary>
/// <param name="Name">Name in the file, such as <c>blocks.3.attn.to_q.weight</c>.</param>
/// <param name="Type">How the elements are stored.</param>
/// <param name="Shape">Length of every axis; empty for a single number.</param>
/// <param name="Bytes">Elements, little-endian, the last axis fastest.</param>
public sealed record CheckpointTensor(
    string Name, StoredType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A tensor of single-precision numbers.</summary>
    /// <param name="name">Name in the file.</param>
    /// <param name="shape">Length of every axis; empty for a single number.</param>
    /// <param name="values">Elements, the last axis fastest, float[product of the shape].</param>
    /// <returns>A tensor with its own copy of the values.</returns>
    public static CheckpointTensor OfFloats(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) =>
        new(name, StoredType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of 64-bit integers.</summary>
    /// <param name="name">Name in the file.</param>
    /// <param name="shape">Length of every axis; empty for a single number.</param>
    /// <param name="values">Elements, the last axis fastest, long[product of the shape].</param>
    /// <returns>A tensor with its own copy of the values.</returns>
    public static CheckpointTensor OfIntegers(string name, IReadOnlyList<long> shape, ReadOnlySpan<long> values) =>
        new(name, StoredType.Int64, shape, MemoryMarshal.AsBytes(values).ToArray());
}
