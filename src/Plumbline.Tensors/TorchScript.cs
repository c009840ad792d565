using Plumbline.Tensors.Native;

namespace Plumbline.Tensors;

/// <summary>A network saved by <c>torch.jit.save</c>, code and weights in one file.</summary>
/// <remarks>Loaded in evaluation mode. The file holds code that libtorch runs: load only what you trust.</remarks>
/// <example><code>
/// using var script = TorchScript.Load("raft.pt", Device.Cpu);
/// var flow = script.Forward(first, second)[0].AsTensor();
/// </code></example>
public sealed class TorchScript : IDisposable
{
    private readonly ScriptHandle _handle;

    private TorchScript(string path, Device device)
    {
        Path = path;
        _handle = ScriptHandle.Load(path, device);
    }

    /// <summary>The file it came from.</summary>
    public string Path { get; }

    /// <summary>Loads a network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where its weights go.</param>
    /// <returns>The network, owned by the caller.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TorchException">
    /// The file is no TorchScript, or uses operators that this libtorch does not have.
    /// </exception>
    public static TorchScript Load(string path, Device device)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"Load TorchScript: expected a file, found none at {path}.", path);
        return new(path, device);
    }

    /// <summary>Runs the network.</summary>
    /// <param name="arguments">Arguments of its <c>forward</c>; trailing ones with a default may be left out.</param>
    /// <returns>Every result in order; tuples, lists and dictionaries (key, value) flattened.</returns>
    /// <exception cref="TorchException">The arguments do not fit, or the code failed.</exception>
    public IReadOnlyList<BoxedValue> Forward(params ReadOnlySpan<BoxedValue> arguments) => Call("forward", arguments);

    /// <summary>Runs a method of the network.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Its arguments; trailing ones with a default may be left out.</param>
    /// <returns>Every result in order; tuples, lists and dictionaries (key, value) flattened.</returns>
    /// <exception cref="TorchException">
    /// There is no such method, the arguments do not fit, or the code failed.
    /// </exception>
    public IReadOnlyList<BoxedValue> Call(string method, params ReadOnlySpan<BoxedValue> arguments)
    {
        ArgumentNullException.ThrowIfNull(method);
        return NativeCall.InvokeForValues(_handle, method, arguments);
    }

    /// <summary>Gives the network back; doing so twice is harmless.</summary>
    public void Dispose() => _handle.Dispose();
}
