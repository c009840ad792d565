namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>What the reference looks at; the defaults are those of all its pipelines.</summary>
public sealed record VideoGpaOptions
{
    /// <summary>The options of the reference's pipelines.</summary>
    public static VideoGpaOptions Default { get; } = new();

    /// <summary>How many frames of a clip are looked at, evenly spaced; at least 2.</summary>
    public int FrameCount { get; init; } = 10;

    /// <summary>Side in pixels of the middle square that is looked at, after resizing; at least 16.</summary>
    public int SidePixels { get; init; } = 518;

    /// <summary>Share of the least certain points that is dropped before rendering, 0 to 100.</summary>
    public double DroppedPointsPercent { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FrameCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(SidePixels, 16);
        if (!(DroppedPointsPercent is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(
                nameof(DroppedPointsPercent), DroppedPointsPercent,
                "VideoGPA options: expected a percentage from 0 to 100.");
    }
}
