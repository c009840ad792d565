namespace Plumbline.Tensors;

/// <summary>Whether operations are recorded for the backward pass.</summary>
public enum GradientRecording
{
    /// <summary>Recorded.</summary>
    On,

    /// <summary>Not recorded.</summary>
    Off,
}
