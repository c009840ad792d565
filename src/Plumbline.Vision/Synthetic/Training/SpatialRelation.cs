namespace Plumbline.Vision.Synthetic;

/// <summary>How two objects lie to each other, seen from the camera of the first frame.</summary>
public enum SpatialRelation
{
    /// <summary>The first is further left in the picture.</summary>
    LeftOf,

    /// <summary>The first is further right in the picture.</summary>
    RightOf,

    /// <summary>The first is nearer to the camera.</summary>
    InFrontOf,

    /// <summary>The first is further from the camera.</summary>
    Behind,
}
