namespace Plumbline.Alignment.Judges;

/// <summary>A measurement of the geometry judge over time that can be a score by itself.</summary>
public enum GeometryPart
{
    /// <summary>Share of depth that agrees with the next frame: <c>depthTemporalConsistency</c>.</summary>
    DepthConsistency,

    /// <summary>How little surfaces turn from frame to frame: <c>surfaceNormalStability</c>.</summary>
    NormalStability,

    /// <summary>How steadily keypoints move: <c>trackSmoothness</c>.</summary>
    TrackSmoothness,
}
