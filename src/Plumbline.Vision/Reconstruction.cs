namespace Plumbline.Vision;

/// <summary>A static world seen by one moving camera: views, points and dense depth.</summary>
public sealed record Reconstruction
{
    /// <summary>What the camera was found to do.</summary>
    public required CameraModel Model { get; init; }

    /// <summary>One view for every frame that was registered, in presentation order.</summary>
    public required IReadOnlyList<View> Views { get; init; }

    /// <summary>Points of the sparse model.</summary>
    public required IReadOnlyList<ScenePoint> Points { get; init; }

    /// <summary>Dense depth of the registered frames; empty where the model has none.</summary>
    public IReadOnlyList<DepthMap> DepthMaps { get; init; } = [];

    /// <summary>95 % interval of the horizontal focal length in source pixels; absent when it was given.</summary>
    public (double Low, double High)? FocalIntervalPixels { get; init; }

    /// <summary>
    /// Root mean square reprojection error of the sparse model in source pixels; lower is better. Absent without
    /// points.
    /// </summary>
    public double? ReprojectionErrorPixels { get; init; }
}
