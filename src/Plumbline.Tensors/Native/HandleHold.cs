using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Native;

/// <summary>Keeps a handle open, and shows its pointer, until disposed.</summary>
internal ref struct HandleHold
{
    private readonly SafeHandle _handle;
    private bool _held;

    public HandleHold(SafeHandle handle)
    {
        _handle = handle;
        handle.DangerousAddRef(ref _held);
    }

    public readonly nint Pointer => _handle.DangerousGetHandle();

    public void Dispose()
    {
        if (_held)
            _handle.DangerousRelease();
        _held = false;
    }
}
