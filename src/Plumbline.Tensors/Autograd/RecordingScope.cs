using Plumbline.Tensors.Native;

namespace Plumbline.Tensors.Autograd;

/// <summary>Turns the recording of gradients off, or on again, on this thread until disposed.</summary>
/// <example><code>
/// using var paused = new RecordingScope(GradientRecording.Off);
/// </code></example>
public ref struct RecordingScope
{
    private readonly bool _before;
    private bool _open;

    /// <summary>Opens the scope.</summary>
    /// <param name="recording">Whether operations within are recorded.</param>
    public RecordingScope(GradientRecording recording)
    {
        _before = NativeAutograd.SetRecording(recording == GradientRecording.On);
        _open = true;
    }

    /// <summary>Restores what was before; doing so twice is harmless.</summary>
    public void Dispose()
    {
        if (_open)
            NativeAutograd.SetRecording(_before);
        _open = false;
    }
}
