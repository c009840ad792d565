using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Native;

/// <summary>Owns one reference to a tensor of libtorch.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long _live;

    public TensorHandle(nint tensor)
        : base(0, ownsHandle: true)
    {
        SetHandle(tensor);
        Interlocked.Increment(ref _live);
    }

    /// <summary>
    /// Handles made and not disposed; one that only the finalizer released still counts, since it leaked.
    /// </summary>
    public static long LiveCount => Interlocked.Read(ref _live);

    public override bool IsInvalid => handle == 0;

    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsClosed)
            Interlocked.Decrement(ref _live);
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        TorchNative.Release(ValueTag.Tensor, handle);
        return true;
    }
}
