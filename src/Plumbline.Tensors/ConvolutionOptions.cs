namespace Plumbline.Tensors;

/// <summary>How a convolution moves over its input; one number in a list stands for all spatial axes.</summary>
public sealed record ConvolutionOptions
{
    /// <summary>Every position, no border, no gaps, one group.</summary>
    public static ConvolutionOptions Default { get; } = new();

    /// <summary>Distance between positions, at least 1; default 1.</summary>
    public long[] Stride { get; init; } = [1];

    /// <summary>Zeros added at both ends of each axis, at least 0; default 0.</summary>
    public long[] Padding { get; init; } = [0];

    /// <summary>Distance between the taps of the kernel, at least 1; default 1.</summary>
    public long[] Dilation { get; init; } = [1];

    /// <summary>Groups of channels that do not mix, a divisor of both channel counts; default 1.</summary>
    public long Groups { get; init; } = 1;
}
