namespace Plumbline.Vision.Media;

/// <summary>How much time H.264 encoding may take for a smaller file; x264's own names.</summary>
public enum EncoderPreset
{
    /// <summary>Fastest, largest.</summary>
    Ultrafast,

    /// <summary>Very fast.</summary>
    Veryfast,

    /// <summary>Fast.</summary>
    Fast,

    /// <summary>x264's default.</summary>
    Medium,

    /// <summary>Slow, smaller.</summary>
    Slow,

    /// <summary>Slowest that is worth it.</summary>
    Veryslow,
}
