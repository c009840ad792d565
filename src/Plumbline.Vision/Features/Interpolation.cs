namespace Plumbline.Vision.Features;

/// <summary>How a picture is resampled; the values are OpenCV's own.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest = 0,

    /// <summary>Bilinear, without antialiasing.</summary>
    Linear = 1,

    /// <summary>Bicubic (a = −0.75), without antialiasing.</summary>
    Cubic = 2,

    /// <summary>Mean over the area of the target pixel when shrinking; bilinear when enlarging.</summary>
    Area = 3,
}
