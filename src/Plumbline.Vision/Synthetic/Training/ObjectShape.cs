namespace Plumbline.Vision.Synthetic;

/// <summary>The shape words of captions.</summary>
public enum ObjectShape
{
    /// <summary>A block.</summary>
    Box,

    /// <summary>A sphere.</summary>
    Ball,

    /// <summary>An upright round column.</summary>
    Cylinder,

    /// <summary>An upright cone on its flat end.</summary>
    Cone,

    /// <summary>A torus that stands upright.</summary>
    Ring,

    /// <summary>A block with a round-headed gateway.</summary>
    Arch,

    /// <summary>A solid flight of steps.</summary>
    Stairs,
}
