using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Native;

/// <summary>Owns a loaded TorchScript module.</summary>
internal sealed class ScriptHandle : SafeHandle
{
    private ScriptHandle(nint script)
        : base(0, ownsHandle: true) => SetHandle(script);

    public override bool IsInvalid => handle == 0;

    public static ScriptHandle Load(string path, Device device)
    {
        TorchLibrary.Require();
        var status = TorchNative.LoadScript(path, (int)device.Kind, device.Index, out var script);
        NativeCall.Check(status, "load script", [BoxedValue.Text(path), BoxedValue.OnDevice(device)]);
        return new(script);
    }

    protected override bool ReleaseHandle()
    {
        TorchNative.Release(ValueTag.None, handle);
        return true;
    }
}
