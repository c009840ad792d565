using System.Runtime.CompilerServices;

namespace Plumbline.Tensors.Native;

/// <summary>What is no operator: facts about a tensor, its bytes and its gradient.</summary>
internal static unsafe class NativeTensor
{
    private const int MaximumRank = 16;

    [SkipLocalsInit]
    public static TensorFacts Describe(TensorHandle handle)
    {
        var facts = stackalloc int[6];
        var extents = stackalloc long[MaximumRank];
        using var hold = new HandleHold(handle);
        NativeCall.Check(TorchNative.Describe(hold.Pointer, facts, extents, MaximumRank), "describe", []);
        var shape = Shape.Of(new ReadOnlySpan<long>(extents, facts[5]));
        return new((DType)facts[0], new((DeviceKind)facts[1], facts[2]), facts[3] != 0, facts[4] != 0, shape);
    }

    public static TensorHandle CopyIn(void* bytes, long byteCount, Shape shape, DType dtype, Device device)
    {
        TorchLibrary.Require();
        fixed (long* extents = shape.AsSpan())
        {
            var status = TorchNative.CopyIn(
                bytes, byteCount, extents, shape.Rank, (int)dtype, (int)device.Kind, device.Index, out var tensor);
            if (status != 0)
                throw new TorchException("copy in", $"{dtype.Name()}{shape}@{device}", NativeCall.LastError());
            return new(tensor);
        }
    }

    public static void CopyOut(Tensor tensor, void* bytes, long byteCount)
    {
        using var hold = new HandleHold(tensor.Handle);
        NativeCall.Check(TorchNative.CopyOut(hold.Pointer, bytes, byteCount), "copy out", [tensor]);
    }

    public static TensorHandle Share(TensorHandle handle)
    {
        using var hold = new HandleHold(handle);
        return new(TorchNative.ShareTensor(hold.Pointer));
    }

    public static TensorHandle? GetGradient(Tensor tensor)
    {
        using var hold = new HandleHold(tensor.Handle);
        nint gradient = 0;
        NativeCall.Check(TorchNative.Gradient(hold.Pointer, &gradient, 0), "get gradient", [tensor]);
        return gradient == 0 ? null : new(gradient);
    }

    public static void SetGradient(Tensor tensor, Tensor? gradient)
    {
        using var hold = new HandleHold(tensor.Handle);
        if (gradient is null)
        {
            NativeCall.Check(TorchNative.Gradient(hold.Pointer, null, 0), "clear gradient", [tensor]);
            return;
        }

        using var gradientHold = new HandleHold(gradient.Handle);
        NativeCall.Check(
            TorchNative.Gradient(hold.Pointer, null, gradientHold.Pointer), "set gradient", [tensor, gradient]);
    }
}
