namespace Plumbline.Vision.Synthetic;

/// <summary>A rendered video with the truth behind it.</summary>
/// <param name="Video">The pictures.</param>
/// <param name="Views">The camera of each frame, exact.</param>
/// <remarks>Every list below has one entry per frame, and is empty when it was not asked for.</remarks>
public sealed record RenderedClip(Video Video, IReadOnlyList<View> Views)
{
    /// <summary>Depth along the view in metres; confidence 1, and 0 in the sky.</summary>
    public IReadOnlyList<DepthMap> DepthMaps { get; init; } = [];

    /// <summary>Unit normals in the world towards the camera, 0 in the sky, float[H × W × 3] each.</summary>
    public IReadOnlyList<float[]> NormalMaps { get; init; } = [];

    /// <summary>Flow from each frame but the last to the one after it.</summary>
    public IReadOnlyList<FlowField> Flows { get; init; } = [];

    /// <summary>Flow from each frame but the first to the one before it.</summary>
    public IReadOnlyList<FlowField> BackwardFlows { get; init; } = [];

    /// <summary>
    /// What each pixel shows, byte[H × W] each: 0 for the background, n for the solid with index n − 1.
    /// </summary>
    public IReadOnlyList<byte[]> SolidMasks { get; init; } = [];

    /// <summary>Whether each pixel shows a surface that the lamp or sun does not reach, bool[H × W] each.</summary>
    public IReadOnlyList<bool[]> ShadowMasks { get; init; } = [];
}
