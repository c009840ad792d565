namespace Plumbline.Alignment.Pairs;

/// <summary>By what the motions of two candidates are compared.</summary>
public enum MotionMeasure
{
    /// <summary>
    /// Camera path length and parallax. They follow from the reconstruction, so that a clip which breaks may seem to
    /// travel another way than it was asked to.
    /// </summary>
    Travel,

    /// <summary>
    /// How far the picture moves from one looked-at frame to the next, which needs no reconstruction.
    /// </summary>
    Picture,
}
