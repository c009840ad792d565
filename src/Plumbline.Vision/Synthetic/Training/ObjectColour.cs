namespace Plumbline.Vision.Synthetic;

/// <summary>The colour words of captions; far apart from one another in the picture.</summary>
public enum ObjectColour
{
    /// <summary>Red.</summary>
    Red,

    /// <summary>Orange.</summary>
    Orange,

    /// <summary>Yellow.</summary>
    Yellow,

    /// <summary>Green.</summary>
    Green,

    /// <summary>Turquoise.</summary>
    Turquoise,

    /// <summary>Blue.</summary>
    Blue,

    /// <summary>Purple.</summary>
    Purple,

    /// <summary>White.</summary>
    White,
}
