using System.Runtime.InteropServices;
using Plumbline.Tensors.Distributed;

namespace Plumbline.Tensors.Native;

/// <summary>Owns a process group of libtorch.</summary>
internal sealed unsafe class NativeGroup : SafeHandle
{
    private NativeGroup(nint group)
        : base(0, ownsHandle: true) => SetHandle(group);

    public override bool IsInvalid => handle == 0;

    public static NativeGroup Join(ProcessPlace place, ProcessGroupOptions options)
    {
        TorchLibrary.Require();
        var numbers = stackalloc int[]
        {
            place.MasterPort, place.Rank, place.WorldSize,
            place.StoreHost == StoreHost.FirstRank && place.Rank == 0 ? 1 : 0,
            (int)options.JoinTimeout.TotalMilliseconds, (int)options.SumTimeout.TotalMilliseconds,
        };
        var status = TorchNative.Join(
            options.Device.Kind == DeviceKind.Cuda ? "nccl" : "gloo", place.MasterAddress, $"plumbline/{place.Attempt}",
            options.NetworkInterface ?? "", numbers, out var group);
        NativeCall.Check(status, "join processes", []);
        return new(group);
    }

    /// <summary>Begins to add a tensor up in place.</summary>
    public NativeSum Begin(Tensor tensor)
    {
        using var hold = new HandleHold(this);
        using var tensorHold = new HandleHold(tensor.Handle);
        NativeCall.Check(TorchNative.BeginSum(hold.Pointer, tensorHold.Pointer, out var work), "begin sum", [tensor]);
        return new(work);
    }

    /// <summary>
    /// Leaves the group to the end of the process: releasing it would wait for sums that never end.
    /// </summary>
    public void Abandon() => SetHandleAsInvalid();

    protected override bool ReleaseHandle()
    {
        TorchNative.Leave(handle);
        return true;
    }
}
