namespace Plumbline.Vision.Synthetic;

/// <summary>A rendered video with the truth behind it.</summary>
/// <param name="Video">The pictures.</param>
/// <param name="Views">The camera of each frame, exact.</param>
public sealed record RenderedClip(Video Video, IReadOnlyList<View> Views)
{
    /// <summary>
    /// Depth along the view in metres for each frame; confidence 1, and 0 in the sky. Empty when it was not asked for.
    /// </summary>
    public IReadOnlyList<DepthMap> DepthMaps { get; init; } = [];

    /// <summary>Flow from each frame but the last to the one after it. Empty when it was not asked for.</summary>
    public IReadOnlyList<ForwardFlow> Flows { get; init; } = [];

    /// <summary>
    /// What each pixel shows, for each frame, byte[H × W]: 0 for the background, n for the solid with index n − 1.
    /// Empty when it was not asked for.
    /// </summary>
    public IReadOnlyList<byte[]> SolidMasks { get; init; } = [];
}
