namespace Plumbline.Vision;

/// <summary>What the camera was found to do; the simplest model that explains the clip.</summary>
public enum CameraModel
{
    /// <summary>The camera turns about its centre: frames are related by homographies with one focal length.</summary>
    Rotation,

    /// <summary>The camera turns and zooms about its centre: homographies with a focal length per frame.</summary>
    RotationAndZoom,

    /// <summary>The camera moves through the world: full reconstruction with one focal length.</summary>
    Translation,

    /// <summary>The camera moves and zooms: full reconstruction with a focal length per frame.</summary>
    TranslationAndZoom,

    /// <summary>No camera path explains the clip: frames are judged pair by pair.</summary>
    TwoView,
}
