namespace Plumbline.Vision.Synthetic;

/// <summary>What a rendering keeps and how it is timed.</summary>
public sealed record RenderOptions
{
    /// <summary>Everything kept, 16 frames per second.</summary>
    public static RenderOptions Default { get; } = new();

    /// <summary>Frame rate of the video; it changes the time stamps, not the pictures.</summary>
    public double FramesPerSecond { get; init; } = 16;

    /// <summary>What is kept besides pictures and cameras.</summary>
    public RenderedTruth Truth { get; init; } = RenderedTruth.All;

    /// <summary>Threads that render the clip, at least 1; the bytes do not depend on it.</summary>
    public int ThreadCount { get; init; } = Environment.ProcessorCount;

    /// <summary>Told how many frames are done, after each; nobody when absent.</summary>
    public IProgress<int>? Progress { get; init; }
}
