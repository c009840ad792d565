namespace Plumbline.Vision.Metrics;

/// <summary>The curve that weighs source pixels when a picture is resized with antialiasing.</summary>
public enum ResampleFilter
{
    /// <summary>Keys' cubic with a = −0.5, two pixels wide on each side.</summary>
    Bicubic,

    /// <summary>Lanczos' windowed sinc, three pixels wide on each side.</summary>
    Lanczos,
}
