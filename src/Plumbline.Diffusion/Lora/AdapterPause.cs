namespace Plumbline.Diffusion.Lora;

/// <summary>Keeps a network's adapters off until disposed.</summary>
public ref struct AdapterPause
{
    private readonly NetworkAdapter _adapter;
    private readonly double _before;
    private bool _isOpen;

    internal AdapterPause(NetworkAdapter adapter)
    {
        (_adapter, _before, _isOpen) = (adapter, adapter.Weight, true);
        adapter.Weight = 0;
    }

    /// <summary>Restores the weight that was before; doing so twice is harmless.</summary>
    public void Dispose()
    {
        if (_isOpen)
            _adapter.Weight = _before;
        _isOpen = false;
    }
}
