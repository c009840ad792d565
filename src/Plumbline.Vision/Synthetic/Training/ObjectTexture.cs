namespace Plumbline.Vision.Synthetic;

/// <summary>The texture words of captions.</summary>
public enum ObjectTexture
{
    /// <summary>One colour with a fine stain; captions do not mention it.</summary>
    Plain,

    /// <summary>Bricks with mortar between them.</summary>
    Brick,

    /// <summary>Slanted bands of two colours.</summary>
    Striped,

    /// <summary>Squares of two colours.</summary>
    Checked,

    /// <summary>Polished stone with veins.</summary>
    Marble,

    /// <summary>Boards with grain, stained.</summary>
    Wooden,

    /// <summary>Soft clumps, light over dark.</summary>
    Mossy,
}
