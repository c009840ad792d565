using System.Globalization;
using System.Runtime.InteropServices;

namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>The most memory that this process, and the largest of its children, ever held.</summary>
internal static partial class MemoryPeak
{
    private const int Children = -1;

    /// <summary>Peak resident size of this process in bytes.</summary>
    public static long OwnBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(
            line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Peak resident size of the largest child that has ended, in bytes.</summary>
    /// <remarks>Linux, getrusage(2): the fifth word of the structure is ru_maxrss in kilobytes.</remarks>
    public static unsafe long LargestChildBytes()
    {
        var usage = stackalloc long[18];
        return GetResourceUsage(Children, usage) == 0
            ? 1024 * usage[4]
            : throw new InvalidOperationException("getrusage: expected 0, got an error.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetResourceUsage(int who, long* usage);
}
