using Plumbline.Tensors.Native;

namespace Plumbline.Tensors;

/// <summary>One argument or result of an operator, with its kind.</summary>
/// <remarks>
/// The factories are named after what they make because overloads on numbers are a trap: <c>Of(1)</c> once bound to a
/// pointer. Lists are borrowed, not copied, until the call returns.
/// </remarks>
public readonly struct BoxedValue
{
    private BoxedValue(ValueTag tag, long bits = 0, object? reference = null, int length = 0)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
        Length = length;
    }

    /// <summary>No value, where an operator's argument is optional.</summary>
    public static BoxedValue None => default;

    /// <summary>
    /// The schema's own default, for an argument in the middle; trailing ones may simply be left out.
    /// </summary>
    public static BoxedValue Default => new(ValueTag.Default);

    internal ValueTag Tag { get; }

    internal long Bits { get; }

    internal object? Reference { get; }

    internal int Length { get; }

    /// <summary>A tensor, or nothing where there is none.</summary>
    /// <param name="tensor">The tensor; absent for an optional argument.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Tensor(Tensor? tensor) => tensor is null ? None : new(ValueTag.Tensor, reference: tensor);

    /// <summary>An integer.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Integer(long value) => new(ValueTag.Integer, value);

    /// <summary>A floating-point number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Number(double value) => new(ValueTag.Number, BitConverter.DoubleToInt64Bits(value));

    /// <summary>True or false.</summary>
    /// <param name="value">The flag.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Flag(bool value) => new(ValueTag.Flag, value ? 1 : 0);

    /// <summary>A string.</summary>
    /// <param name="value">The text; absent for an optional argument.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Text(string? value) => value is null ? None : new(ValueTag.Text, reference: value);

    /// <summary>A list of integers, such as axes, extents or strides.</summary>
    /// <param name="values">The numbers; absent for an optional argument.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Integers(long[]? values) =>
        values is null ? None : new(ValueTag.Integers, reference: values, length: values.Length);

    /// <summary>A shape, as a list of integers.</summary>
    /// <param name="shape">The shape.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Extents(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Integers(shape.ToArray());
    }

    /// <summary>A list of floating-point numbers.</summary>
    /// <param name="values">The numbers; absent for an optional argument.</param>
    /// <returns>The value.</returns>
    public static BoxedValue Numbers(double[]? values) =>
        values is null ? None : new(ValueTag.Numbers, reference: values, length: values.Length);

    /// <summary>
    /// A list of tensors; absent entries only where the operator takes optional tensors, as indexing does.
    /// </summary>
    /// <param name="values">The tensors.</param>
    /// <returns>The value.</returns>
    public static BoxedValue TensorList(Tensor?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(ValueTag.Tensors, reference: values, length: values.Length);
    }

    /// <summary>An element type; absent means that the operator chooses.</summary>
    /// <param name="dtype">The element type.</param>
    /// <returns>The value.</returns>
    public static BoxedValue ElementType(DType? dtype) => dtype is { } chosen ? Integer((long)chosen) : None;

    /// <summary>A device.</summary>
    /// <param name="device">The device; absent for an optional argument.</param>
    /// <returns>The value.</returns>
    public static BoxedValue OnDevice(Device? device) =>
        device is { } chosen ? new(ValueTag.Device, (long)chosen.Kind, length: chosen.Index) : None;

    /// <summary>A generator of random numbers.</summary>
    /// <param name="generator">The generator.</param>
    /// <returns>The value.</returns>
    public static BoxedValue RandomNumbers(Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new(ValueTag.Generator, reference: generator);
    }

    /// <summary>The tensor in a result.</summary>
    /// <returns>The tensor, owned by the caller.</returns>
    /// <exception cref="InvalidOperationException">The value is no tensor.</exception>
    public Tensor AsTensor() =>
        Reference as Tensor ?? throw new InvalidOperationException($"Expected a tensor, got {this}.");

    /// <summary>The integer in a result.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">The value is no integer.</exception>
    public long AsInteger() =>
        Tag == ValueTag.Integer ? Bits : throw new InvalidOperationException($"Expected an integer, got {this}.");

    /// <summary>The number in a result.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">The value is no floating-point number.</exception>
    public double AsNumber() => Tag == ValueTag.Number
        ? BitConverter.Int64BitsToDouble(Bits)
        : throw new InvalidOperationException($"Expected a number, got {this}.");

    /// <summary>The flag in a result.</summary>
    /// <returns>True or false.</returns>
    /// <exception cref="InvalidOperationException">The value is no flag.</exception>
    public bool AsFlag() =>
        Tag == ValueTag.Flag ? Bits != 0 : throw new InvalidOperationException($"Expected a flag, got {this}.");

    /// <summary>The string in a result.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">The value is no string.</exception>
    public string AsText() =>
        Reference as string ?? throw new InvalidOperationException($"Expected a string, got {this}.");

    /// <summary>Writes the value as an error message shows it.</summary>
    /// <returns>Tensors as <c>float32[2, 3]@cpu</c>, lists in brackets.</returns>
    public override string ToString() => Tag switch
    {
        ValueTag.None => "none",
        ValueTag.Default => "default",
        ValueTag.Integer => $"{Bits}",
        ValueTag.Number => $"{AsNumber()}",
        ValueTag.Flag => Bits != 0 ? "true" : "false",
        ValueTag.Text => $"'{Reference}'",
        ValueTag.Device => new Device((DeviceKind)Bits, Length).ToString(),
        ValueTag.Integers => $"[{string.Join(", ", (long[])Reference!)}]",
        ValueTag.Numbers => $"[{string.Join(", ", (double[])Reference!)}]",
        ValueTag.Tensors =>
            $"[{string.Join(", ", ((Tensor?[])Reference!).Select(tensor => tensor?.ToString() ?? "none"))}]",
        _ => $"{Reference}",
    };

    /// <summary>A tensor is a value as it stands.</summary>
    /// <param name="tensor">The tensor; absent for an optional argument.</param>
    public static implicit operator BoxedValue(Tensor? tensor) => Tensor(tensor);
}
