using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Golden;

/// <summary>Numbers with a shape: what a golden file holds, or what a subject computed.</summary>
internal sealed record GoldenTensor(long[] Shape, double[] Values)
{
    public float[] Floats => [.. Values.Select(value => (float)value)];

    public byte[] Bytes => [.. Values.Select(value => checked((byte)value))];

    public double Scalar => Values is [var only] ? only
        : throw new InvalidOperationException($"Expected one number, got [{string.Join(", ", Shape)}].");

    public static GoldenTensor Of(CheckpointEntry entry) =>
        new([.. entry.Shape], entry.Type.Name switch
        {
            "I64" => [.. entry.ToIntegers()],
            "F64" => entry.Values<double>().ToArray(),
            _ => [.. entry.ToFloats()],
        });

    public static GoldenTensor Of(double scalar) => new([], [scalar]);

    public static GoldenTensor Of(IEnumerable<double> values, params long[] shape) => new(shape, [.. values]);

    public static GoldenTensor Of(ReadOnlySpan<float> values, params long[] shape)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = values[i];
        return new(shape, numbers);
    }

    public static GoldenTensor Of(ReadOnlySpan<byte> levels, params long[] shape)
    {
        var numbers = new double[levels.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = levels[i];
        return new(shape, numbers);
    }

    /// <summary>One index of the first axis.</summary>
    public GoldenTensor At(long index)
    {
        var size = (int)(Values.Length / Shape[0]);
        return new(Shape[1..], Values[((int)index * size)..((int)(index + 1) * size)]);
    }
}
