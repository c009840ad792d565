using System.Runtime.InteropServices;
using System.Text;

namespace Plumbline.Tensors.Native;

/// <summary>Arguments laid out for the C ABI, with every tensor among them held alive until the call is over.</summary>
internal unsafe ref struct ArgumentPack
{
    private readonly ReadOnlySpan<BoxedValue> _arguments;
    private readonly NativeValue* _packed;
    private readonly long* _scratch;
    private readonly int _scratchCapacity;
    private int _scratchUsed;
    private int _heldCount;
    private List<nint>? _overflow;

    public ArgumentPack(ReadOnlySpan<BoxedValue> arguments, NativeValue* packed, long* scratch, int scratchCapacity)
    {
        _arguments = arguments;
        _packed = packed;
        _scratch = scratch;
        _scratchCapacity = scratchCapacity;
    }

    public void Fill()
    {
        for (var i = 0; i < _arguments.Length; i++)
            Fill(_arguments[i], ref _packed[i]);
    }

    public void Dispose()
    {
        for (var i = 0; i < _arguments.Length && _heldCount > 0; i++)
        {
            var argument = _arguments[i];
            if (argument.Tag == ValueTag.Tensor)
                Release((Tensor)argument.Reference!);
            else if (argument.Tag == ValueTag.Tensors)
                foreach (var tensor in (Tensor?[])argument.Reference!)
                    Release(tensor);
        }

        foreach (var block in _overflow ?? [])
            NativeMemory.Free((void*)block);
        _overflow = null;
    }

    private void Fill(in BoxedValue argument, ref NativeValue packed)
    {
        packed.Tag = argument.Tag;
        packed.Length = argument.Length;
        packed.Integer = argument.Bits;
        switch (argument.Tag)
        {
            case ValueTag.Tensor:
                packed.Pointer = Hold((Tensor)argument.Reference!);
                break;
            case ValueTag.Generator:
                packed.Pointer = ((Generator)argument.Reference!).Handle.DangerousGetHandle();
                break;
            case ValueTag.Integers:
                ((long[])argument.Reference!).CopyTo(Room<long>(argument.Length, ref packed));
                break;
            case ValueTag.Numbers:
                ((double[])argument.Reference!).CopyTo(Room<double>(argument.Length, ref packed));
                break;
            case ValueTag.Text:
                var text = (string)argument.Reference!;
                packed.Length = Encoding.UTF8.GetByteCount(text);
                Encoding.UTF8.GetBytes(text, Room<byte>(packed.Length, ref packed));
                break;
            case ValueTag.Tensors:
                var tensors = (Tensor?[])argument.Reference!;
                var pointers = Room<nint>(tensors.Length, ref packed);
                for (var i = 0; i < tensors.Length; i++)
                    pointers[i] = tensors[i] is { } tensor ? Hold(tensor) : 0;
                break;
        }
    }

    private Span<T> Room<T>(int count, ref NativeValue packed)
        where T : unmanaged
    {
        var words = (count * sizeof(T) + sizeof(long) - 1) / sizeof(long);
        void* room;
        if (_scratchUsed + words <= _scratchCapacity)
        {
            room = _scratch + _scratchUsed;
            _scratchUsed += words;
        }
        else
        {
            room = NativeMemory.Alloc((nuint)words, sizeof(long));
            (_overflow ??= []).Add((nint)room);
        }

        packed.Pointer = (nint)room;
        return new(room, count);
    }

    private nint Hold(Tensor tensor)
    {
        var held = false;
        tensor.Handle.DangerousAddRef(ref held);
        _heldCount++;
        return tensor.Handle.DangerousGetHandle();
    }

    private void Release(Tensor? tensor)
    {
        if (tensor is null || _heldCount == 0)
            return;
        _heldCount--;
        tensor.Handle.DangerousRelease();
    }
}
