namespace Plumbline.Tensors.Native;

/// <summary>Keeps the handles of several tensors open, and shows their pointers, until disposed.</summary>
internal readonly ref struct HandleList
{
    private readonly Tensor?[] _tensors;
    private readonly bool[] _held;

    public HandleList(Tensor?[] tensors)
    {
        _tensors = tensors;
        _held = new bool[tensors.Length];
        Pointers = new nint[tensors.Length];
        try
        {
            for (var i = 0; i < tensors.Length; i++)
            {
                if (tensors[i] is not { } tensor)
                    continue;
                tensor.Handle.DangerousAddRef(ref _held[i]);
                Pointers[i] = tensor.Handle.DangerousGetHandle();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public nint[] Pointers { get; }

    public void Dispose()
    {
        for (var i = 0; i < _tensors.Length; i++)
        {
            if (_held[i])
                _tensors[i]!.Handle.DangerousRelease();
            _held[i] = false;
        }
    }
}
