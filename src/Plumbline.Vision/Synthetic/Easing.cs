namespace Plumbline.Vision.Synthetic;

/// <summary>How the speed of a move is spread over a clip.</summary>
public enum Easing
{
    /// <summary>One speed from the first frame to the last.</summary>
    Constant,

    /// <summary>Starts and ends at rest.</summary>
    EaseInOut,
}
