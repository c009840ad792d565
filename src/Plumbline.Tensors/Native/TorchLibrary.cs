using System.Reflection;
using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Native;

/// <summary>Finds and loads plumbline_torch when the first tensor needs it, and remembers what it tried.</summary>
/// <remarks>
/// Not a static constructor: a failure there surfaces as a TypeInitializationException far from its cause, and only
/// once.
/// </remarks>
internal static unsafe class TorchLibrary
{
    /// <summary>Names the file to load, before every other place.</summary>
    public const string PathVariable = "PLUMBLINE_TORCH";

    private static readonly Lock Gate = new();
    private static nint _library;
    private static volatile LibrarySearch? _found;

    /// <summary>Loads the library unless it is loaded already.</summary>
    /// <exception cref="TorchException">It is nowhere to be found, or speaks another ABI.</exception>
    public static void Require()
    {
        if (_found is not null)
            return;
        var search = Search();
        if (search.Path is null)
            throw new TorchException(search.ToString());
    }

    /// <summary>Loads the library unless it is loaded already.</summary>
    /// <returns>Where it was found, or every path tried with the loader's own words.</returns>
    public static LibrarySearch Search()
    {
        lock (Gate)
        {
            if (_found is not null)
                return _found;
            List<LibraryAttempt> attempts = [];
            foreach (var path in Candidates().Distinct())
            {
                var outcome = TryLoad(path, out var library, out var version);
                attempts.Add(new(path, outcome));
                if (library == 0)
                    continue;
                _library = library;
                NativeLibrary.SetDllImportResolver(typeof(TorchLibrary).Assembly, Resolve);
                return _found = new(path, version, attempts);
            }

            return new(null, null, attempts);
        }
    }

    private static IEnumerable<string> Candidates()
    {
        const string FileName = $"lib{TorchNative.Library}.so";
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
            yield return named;
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        if (Path.GetDirectoryName(typeof(TorchLibrary).Assembly.Location) is { Length: > 0 } folder)
            yield return Path.Combine(folder, FileName);
        yield return FileName;
    }

    private static string TryLoad(string path, out nint library, out string? version)
    {
        library = 0;
        version = null;
        if (Path.IsPathRooted(path) && !File.Exists(path))
            return "no such file";
        try
        {
            var loaded = NativeLibrary.Load(path);
            var complaint = Complaint(loaded, out version);
            library = complaint is null ? loaded : 0;
            return complaint ?? "loaded";
        }
        catch (Exception exception) when (
            exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return exception.Message.ReplaceLineEndings(" ").Trim();
        }
    }

    private static string? Complaint(nint library, out string? version)
    {
        version = null;
        var abi = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "plumbline_torch_abi_version"))();
        if (abi != TorchNative.AbiVersion)
            return $"speaks ABI {abi}, this build needs {TorchNative.AbiVersion}; build both from the same sources";
        version = Marshal.PtrToStringUTF8(
            (nint)((delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "plumbline_torch_version"))())!;
        var text = Marshal.PtrToStringUTF8(
            (nint)((delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "plumbline_torch_description"))())!;
        var running = EngineText.TorchVersion(text);
        return running is null || SameRelease(running, version)
            ? null
            : $"was compiled for libtorch {version} but found libtorch {running}; build native/ against the libtorch in use";
    }

    // Debian's 1.13.1 ships headers that say 1.13.0; libtorch keeps its C++ ABI within a minor release only.
    private static bool SameRelease(string left, string right) =>
        Version.TryParse(left.Split('+', 'a')[0], out var first)
            && Version.TryParse(right.Split('+', 'a')[0], out var second) &&
        first.Major == second.Major && first.Minor == second.Minor;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == TorchNative.Library ? _library : 0;
}
