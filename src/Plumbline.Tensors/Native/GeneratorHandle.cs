using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Native;

/// <summary>Owns a generator of random numbers of libtorch.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    private GeneratorHandle(nint generator)
        : base(0, ownsHandle: true) => SetHandle(generator);

    public override bool IsInvalid => handle == 0;

    public static GeneratorHandle New(Device device, ulong seed)
    {
        TorchLibrary.Require();
        var status = TorchNative.NewGenerator((int)device.Kind, device.Index, seed, out var generator);
        NativeCall.Check(status, "new generator", [BoxedValue.OnDevice(device)]);
        return new(generator);
    }

    protected override bool ReleaseHandle()
    {
        TorchNative.Release(ValueTag.Generator, handle);
        return true;
    }
}
