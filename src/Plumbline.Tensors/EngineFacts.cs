namespace Plumbline.Tensors;

/// <summary>What a loaded engine says of itself, and how fast it is.</summary>
public sealed record EngineFacts
{
    /// <summary>The libtorch release that plumbline_torch was compiled for, such as <c>1.13.0</c>.</summary>
    public required string CompiledForTorch { get; init; }

    /// <summary>The release that is running; absent when libtorch does not say.</summary>
    public string? RunningTorch { get; init; }

    /// <summary>The layout in which managed and native side speak.</summary>
    public required int AbiVersion { get; init; }

    /// <summary>How many threads one operator may use.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>
    /// The instruction set that libtorch's own kernels chose, such as <c>AVX2</c>; absent when it does not say.
    /// </summary>
    public string? CpuCapability { get; init; }

    /// <summary>libtorch's description of its build and threading, in its own words.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// Speed of a square matrix product in single precision, in 10⁹ floating-point operations per second; higher is
    /// better.
    /// </summary>
    public required double Float32GigaflopsPerSecond { get; init; }

    /// <summary>
    /// Speed of a square matrix product in bfloat16, in 10⁹ floating-point operations per second; higher is better.
    /// </summary>
    public required double BFloat16GigaflopsPerSecond { get; init; }
}
