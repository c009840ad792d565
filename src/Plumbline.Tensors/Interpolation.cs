namespace Plumbline.Tensors;

/// <summary>How values between grid points are found.</summary>
public enum Interpolation
{
    /// <summary>The grid point that torch's old rule picks, ⌊i · scale⌋.</summary>
    Nearest,

    /// <summary>The grid point nearest to the centre of the new pixel, as Pillow and scikit-image pick it.</summary>
    NearestExact,

    /// <summary>Linear along each axis.</summary>
    Linear,

    /// <summary>Cubic along each axis, a = −0.75.</summary>
    Cubic,

    /// <summary>Linear, with a low-pass filter when shrinking, as Pillow does.</summary>
    LinearAntialiased,

    /// <summary>Cubic, a = −0.5, with a low-pass filter when shrinking, as Pillow does.</summary>
    CubicAntialiased,
}
