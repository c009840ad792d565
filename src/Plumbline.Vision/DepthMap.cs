namespace Plumbline.Vision;

/// <summary>Depth along the view for the pixels of one frame, with the confidence of each.</summary>
/// <remarks>A pixel without depth has confidence 0; its depth is meaningless and must not be read.</remarks>
public sealed class DepthMap
{
    /// <summary>Wraps the two planes of a depth map.</summary>
    /// <param name="frameIndex">Zero-based position of the frame in the source.</param>
    /// <param name="width">Width of the map; may be smaller than the frame's.</param>
    /// <param name="height">Height of the map.</param>
    /// <param name="depth">Depth along the view in world units, row by row, float[H × W].</param>
    /// <param name="confidence">0 where there is no depth, up to 1, row by row, float[H × W].</param>
    public DepthMap(int frameIndex, int width, int height, float[] depth, float[] confidence)
    {
        ArgumentNullException.ThrowIfNull(depth);
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentOutOfRangeException.ThrowIfNotEqual(depth.Length, width * height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(confidence.Length, width * height);
        FrameIndex = frameIndex;
        Width = width;
        Height = height;
        Depth = depth;
        Confidence = confidence;
    }

    /// <summary>Zero-based position of the frame in the source.</summary>
    public int FrameIndex { get; }

    /// <summary>Width of the map in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the map in pixels.</summary>
    public int Height { get; }

    /// <summary>Depth along the view in world units, row by row, float[H × W].</summary>
    public float[] Depth { get; }

    /// <summary>0 where there is no depth, up to 1, row by row, float[H × W].</summary>
    public float[] Confidence { get; }
}
