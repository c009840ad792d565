using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Plumbline.Vision.Native;

/// <summary>
/// Loads <c>plumbline_vision</c> once and says, when that fails, which paths were tried and what the loader answered.
/// </summary>
internal static class VisionLibrary
{
    public const string Name = "plumbline_vision";
    private const int AbiVersion = 4;
    private static readonly Lazy<string> Versions = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Makes sure that the library is there; every wrapper calls it first.</summary>
    /// <returns>The versions of OpenCV and Ceres.</returns>
    /// <exception cref="DllNotFoundException">The library or one that it needs is missing.</exception>
    public static string EnsureLoaded() => Versions.Value;

    /// <summary>Turns a native failure into an exception with the engine's own words.</summary>
    public static int Check(int result) => result >= 0
        ? result
        : throw new InvalidOperationException(
            $"plumbline_vision: {Marshal.PtrToStringUTF8(VisionMethods.LastError())}.");

    private static string Load()
    {
        var tried = new List<string>();
        var handle = IntPtr.Zero;
        foreach (var folder in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(
            typeof(VisionLibrary).Assembly.Location) ?? "." })
        {
            var path = Path.Combine(folder, $"lib{Name}.so");
            try
            {
                handle = NativeLibrary.Load(path);
                break;
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                tried.Add($"{path}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }

        if (handle == IntPtr.Zero)
            throw new DllNotFoundException(
                $"plumbline_vision could not be loaded. Tried {string.Join("; ", tried)}. " +
                "Install libopencv-calib3d-dev, libopencv-video-dev and libceres-dev, then build again.");
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => name == Name ? handle : IntPtr.Zero);
        var abi = VisionMethods.AbiVersion();
        if (abi != AbiVersion)
            throw new DllNotFoundException($"plumbline_vision: expected ABI {AbiVersion}, got {abi}. Build again.");
        Check(VisionMethods.Initialize());
        return Marshal.PtrToStringUTF8(VisionMethods.EngineVersions())!;
    }
}
