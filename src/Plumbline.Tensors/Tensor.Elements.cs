using System.Runtime.InteropServices;
using Plumbline.Tensors.Native;
using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Elements copied in and out, and conversions of type and place.</content>
public sealed partial class Tensor
{
    private static readonly Operator ToTypeAndDevice = new("aten::to", "device");
    private static readonly Operator ToType = new("aten::to", "dtype");
    private static readonly Operator CopyInPlace = new("aten::copy_");
    private static readonly Operator CloneTensor = new("aten::clone");
    private static readonly Operator ContiguousTensor = new("aten::contiguous");

    /// <summary>Copies elements into a new tensor.</summary>
    /// <typeparam name="T">
    /// byte, sbyte, short, int, long, Half, float, double or bool; it decides the element type.
    /// </typeparam>
    /// <param name="elements">The elements, row by row, as many as the shape holds.</param>
    /// <param name="shape">Shape.</param>
    /// <param name="device">Where the tensor lives.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">
    /// The number of elements is not the shape's, or T is no element type.
    /// </exception>
    public static Tensor From<T>(ReadOnlySpan<T> elements, Shape shape, Device device)
        where T : unmanaged => FromBytes(MemoryMarshal.AsBytes(elements), shape, ElementTypeOf<T>(), device);

    /// <summary>Copies raw elements into a new tensor.</summary>
    /// <param name="bytes">The elements in this machine's byte order, row by row.</param>
    /// <param name="shape">Shape.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where the tensor lives.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The number of bytes is not the shape's.</exception>
    public static unsafe Tensor FromBytes(ReadOnlySpan<byte> bytes, Shape shape, DType dtype, Device device)
    {
        fixed (byte* start = bytes)
            return FromMemory(start, bytes.Length, shape, dtype, device);
    }

    /// <summary>Copies every element out, row by row.</summary>
    /// <typeparam name="T">The element type of this tensor; <see cref="To(DType)"/> converts first.</typeparam>
    /// <returns>The elements.</returns>
    /// <exception cref="ArgumentException">T is not this tensor's element type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        var elements = new T[ElementCount];
        CopyTo(elements.AsSpan());
        return elements;
    }

    /// <summary>Copies every element into a span, row by row.</summary>
    /// <typeparam name="T">The element type of this tensor.</typeparam>
    /// <param name="destination">Room for exactly <see cref="ElementCount"/> elements.</param>
    /// <exception cref="ArgumentException">
    /// T is not this tensor's element type, or the room is of another size.
    /// </exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        if (ElementTypeOf<T>() != DType)
            throw new ArgumentException(
                $"Copy out of {this}: expected elements of {DType.Name()}, got {typeof(T).Name}. "
                + $"Convert with To({ElementTypeOf<T>()}) first.");
        CopyBytesTo(MemoryMarshal.AsBytes(destination));
    }

    /// <summary>Copies every element out as raw bytes in this machine's order, row by row.</summary>
    /// <param name="destination">Room for exactly the tensor's bytes.</param>
    /// <exception cref="ArgumentException">The room is of another size.</exception>
    public unsafe void CopyBytesTo(Span<byte> destination)
    {
        var byteCount = ElementCount * DType.ByteCount();
        if (destination.Length != byteCount)
            throw new ArgumentException(
                $"Copy out of {this}: expected room for {byteCount} bytes, got {destination.Length}.",
                nameof(destination));
        fixed (byte* start = destination)
            NativeTensor.CopyOut(this, start, byteCount);
    }

    /// <summary>The value of a tensor of one element.</summary>
    /// <returns>The value; integers beyond 2⁵³ are rounded.</returns>
    /// <exception cref="InvalidOperationException">The tensor does not hold exactly one element.</exception>
    public double Item()
    {
        if (ElementCount != 1)
            throw new InvalidOperationException($"Item: expected one element, got {this}.");
        using var converted = To(DType.Float64);
        Span<double> value = [0];
        converted.CopyTo(value);
        return value[0];
    }

    /// <summary>The same values in another element type.</summary>
    /// <param name="dtype">Element type.</param>
    /// <returns>The converted tensor, or a second owner of this one when nothing changes.</returns>
    public Tensor To(DType dtype) => ToType.Call(this, BoxedValue.ElementType(dtype));

    /// <summary>The same values on another device, in another element type when one is named.</summary>
    /// <param name="device">Where the result lives.</param>
    /// <param name="dtype">Element type; unchanged when absent.</param>
    /// <returns>The moved tensor, or a second owner of this one when nothing changes.</returns>
    public Tensor To(Device device, DType? dtype = null) =>
        ToTypeAndDevice.Call(this, OnDevice(device), BoxedValue.ElementType(dtype ?? DType));

    /// <summary>A copy with elements of its own; gradients flow through.</summary>
    /// <returns>The copy.</returns>
    public Tensor Clone() => CloneTensor.Call(this);

    /// <summary>The same elements laid out row by row without gaps.</summary>
    /// <returns>A copy, or a second owner of this tensor when it is so laid out already.</returns>
    public Tensor Contiguous() => ContiguousTensor.Call(this);

    /// <summary>Overwrites the elements with those of another tensor, converted and broadcast as needed.</summary>
    /// <param name="source">The new values; its shape must broadcast to this one.</param>
    public void CopyFrom(Tensor source) => CopyInPlace.Run(this, source);

    internal static unsafe Tensor FromMemory(void* start, long byteCount, Shape shape, DType dtype, Device device)
    {
        var expected = shape.ElementCount * dtype.ByteCount();
        if (byteCount != expected)
            throw new ArgumentException(
                $"Tensor from memory: expected {expected} bytes for {dtype.Name()}{shape}, got {byteCount}.");
        return new(NativeTensor.CopyIn(start, byteCount, shape, dtype, device));
    }

    private static DType ElementTypeOf<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Byte => DType.UInt8,
        TypeCode.SByte => DType.Int8,
        TypeCode.Int16 => DType.Int16,
        TypeCode.Int32 => DType.Int32,
        TypeCode.Int64 => DType.Int64,
        TypeCode.Single => DType.Float32,
        TypeCode.Double => DType.Float64,
        TypeCode.Boolean => DType.Bool,
        _ when typeof(T) == typeof(Half) => DType.Float16,
        _ => throw new ArgumentException(
            $"Elements of type {typeof(T).Name}: expected one of byte, sbyte, short, int, long, Half, "
            + "float, double, bool."),
    };
}
