using System.Diagnostics;
using System.Runtime.InteropServices;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Native;

namespace Plumbline.Tensors;

/// <summary>What the engine is, how it was found and how fast it multiplies on this machine.</summary>
/// <example><code>
/// Console.WriteLine(EngineReport.Measure().Library);
/// </code></example>
public sealed record EngineReport
{
    private static readonly Lazy<DType> Fastest = new(() =>
        InstructionSetsIn(ProcessorLines()).Any(set => set is "avx512_bf16" or "amx_bf16" or "bf16")
            ? DType.BFloat16
            : DType.Float32);

    /// <summary>How the native library was found, or every place where it was looked for in vain.</summary>
    public required LibrarySearch Library { get; init; }

    /// <summary>The engine itself; absent when the library could not be loaded.</summary>
    public EngineFacts? Engine { get; init; }

    /// <summary>The processor's name; absent where the system does not say.</summary>
    public string? Processor { get; init; }

    /// <summary>
    /// Those instruction sets of the processor that matter to matrix products, such as <c>avx512_bf16</c> and
    /// <c>amx_bf16</c>.
    /// </summary>
    public required IReadOnlyList<string> InstructionSets { get; init; }

    /// <summary>Looks at the engine and times matrix products, about half a second in all.</summary>
    /// <param name="size">Rows and columns of the matrices that are multiplied, at least 64.</param>
    /// <returns>The report; a library that cannot be loaded is a finding, not an exception.</returns>
    public static EngineReport Measure(int size = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 64);
        var library = TorchLibrary.Search();
        var processorLines = ProcessorLines();
        return new()
        {
            Library = library,
            Engine = library.Path is null ? null : MeasureEngine(library, size),
            Processor = After(processorLines, "model name"),
            InstructionSets = InstructionSetsIn(processorLines),
        };
    }

    /// <summary>The type in which this processor computes networks fastest; nothing is measured.</summary>
    /// <remarks>
    /// Without instructions for bfloat16, libtorch computes such products far more slowly than in single precision: 75
    /// times on a processor with AVX2 alone.
    /// </remarks>
    /// <returns>Bfloat16 where the processor has instructions for it, else, or where none says, float32.</returns>
    public static DType FastestCompute() => Fastest.Value;

    private static string[] ProcessorLines() => File.Exists("/proc/cpuinfo") ? File.ReadAllLines("/proc/cpuinfo") : [];

    private static string[] InstructionSetsIn(string[] processorLines) =>
        [.. (After(processorLines, "flags") ?? After(processorLines, "Features") ?? "").Split(' ').Where(Matters)];

    private static unsafe EngineFacts MeasureEngine(LibrarySearch library, int size)
    {
        var description = Marshal.PtrToStringUTF8((nint)TorchNative.Description())!;
        return new()
        {
            CompiledForTorch = library.TorchVersion!,
            RunningTorch = EngineText.TorchVersion(description),
            AbiVersion = TorchNative.AbiVersion,
            ThreadCount = EngineThreads.Count,
            CpuCapability = EngineText.CpuCapability(description),
            Description = description.Trim(),
            Float32GigaflopsPerSecond = MatrixProductGigaflopsPerSecond(DType.Float32, size),
            BFloat16GigaflopsPerSecond = MatrixProductGigaflopsPerSecond(DType.BFloat16, size),
        };
    }

    private static double MatrixProductGigaflopsPerSecond(DType dtype, int size)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(0, Device.Cpu);
        var left = generator.Normal([size, size]).To(dtype);
        var right = generator.Normal([size, size]).To(dtype);
        left.Linear(right).Dispose();   // the first call builds kernels and starts threads
        var best = TimeSpan.MaxValue;
        var budget = Stopwatch.StartNew();
        // The best of several is what the machine can do; the others tell of its neighbours.
        for (var i = 0; i < 20 && (i < 3 || budget.ElapsedMilliseconds < 200); i++)
        {
            var start = Stopwatch.GetTimestamp();
            left.Linear(right).Dispose();
            var elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }

        return 2.0 * size * size * size / best.TotalSeconds / 1e9;
    }

    private static string? After(string[] lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : null;

    private static bool Matters(string flag) =>
        flag is "avx2" or "fma" or "asimd" or "bf16" or "sve" || flag.StartsWith("avx512", StringComparison.Ordinal) ||
        flag.StartsWith("amx", StringComparison.Ordinal) || flag.StartsWith("avx_vnni", StringComparison.Ordinal);
}
