namespace Plumbline.Cli.Generating;

/// <summary>Where the first frame of a clip comes from.</summary>
internal enum FirstFrame
{
    /// <summary>A picture of the user's.</summary>
    Picture,

    /// <summary>Made by itself; the other frames are then made from it.</summary>
    Alone,

    /// <summary>Made at once with all other frames.</summary>
    Together,
}
