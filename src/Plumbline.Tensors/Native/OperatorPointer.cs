namespace Plumbline.Tensors.Native;

/// <summary>An operator that libtorch knows; lives as long as the process.</summary>
internal sealed class OperatorPointer
{
    private readonly nint _pointer;

    private OperatorPointer(nint pointer) => _pointer = pointer;

    public nint Pointer => _pointer;

    /// <summary>Looks an operator up.</summary>
    /// <returns>The operator; absent when this libtorch has none of that name.</returns>
    public static OperatorPointer? Find(string name, string overload)
    {
        TorchLibrary.Require();
        if (TorchNative.Find(name, overload, out var found) != 0)
            throw new TorchException(NativeCall.LastError());
        return found == 0 ? null : new(found);
    }
}
