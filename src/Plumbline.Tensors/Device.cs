using System.Globalization;

namespace Plumbline.Tensors;

/// <summary>Where a tensor's elements live.</summary>
/// <param name="Kind">Processor or accelerator.</param>
/// <param name="Index">Which accelerator, from 0; −1 for the processor.</param>
public readonly record struct Device(DeviceKind Kind, int Index)
{
    /// <summary>The processor's memory.</summary>
    public static Device Cpu { get; } = new(DeviceKind.Cpu, -1);

    /// <summary>A CUDA accelerator.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <returns>The device; whether it exists shows when a tensor is put there.</returns>
    public static Device Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(DeviceKind.Cuda, index);
    }

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <param name="text">The device's name.</param>
    /// <returns>The device.</returns>
    /// <exception cref="FormatException">The text names no device.</exception>
    public static Device Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "cpu")
            return Cpu;
        if (text == "cuda")
            return Cuda();
        if (text.StartsWith("cuda:", StringComparison.Ordinal) &&
            int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return Cuda(index);
        throw new FormatException($"Device: expected cpu, cuda or cuda:<index>, got '{text}'.");
    }

    /// <inheritdoc/>
    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : $"cuda:{Index}";
}
