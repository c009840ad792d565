using System.Runtime.InteropServices;

namespace Plumbline.Tensors.Native;

/// <summary>One tagged value as the C ABI lays it out: 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)]
    public ValueTag Tag;

    [FieldOffset(4)]
    public int Length;

    [FieldOffset(8)]
    public long Integer;

    [FieldOffset(8)]
    public double Number;

    [FieldOffset(8)]
    public nint Pointer;
}
