namespace Plumbline.Vision.Synthetic;

/// <summary>Size, length and difficulty of the clips that are rendered for training.</summary>
/// <param name="Width">Picture width in pixels, at least 16.</param>
/// <param name="Height">Picture height in pixels, at least 16.</param>
/// <param name="FrameCount">
/// Frames per clip, at least 1; 1 + 4k suits a causal autoencoder of temporal stride 4.
/// </param>
public sealed record WorldFormat(int Width = 128, int Height = 128, int FrameCount = 17)
{
    /// <summary>128 × 128 pixels, 17 frames.</summary>
    public static WorldFormat Standard { get; } = new();

    /// <summary>64 × 64 pixels, 17 frames: for tests.</summary>
    public static WorldFormat Small { get; } = new(64, 64);

    /// <summary>Factor on the length of every camera path, in (0, 2]; a curriculum starts below 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Most objects in a world, 1 to 3.</summary>
    public int MostObjects { get; init; } = 3;

    /// <summary>Frame rate of the videos; it changes the time stamps, not the pictures.</summary>
    public double FramesPerSecond { get; init; } = 8;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(FrameCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostObjects, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostObjects, 3);
        if (!(Speed is > 0 and <= 2))
            throw new ArgumentOutOfRangeException(nameof(Speed), Speed, "Expected a speed in (0, 2].");
        if (!(FramesPerSecond > 0) || double.IsInfinity(FramesPerSecond))
            throw new ArgumentOutOfRangeException(
                nameof(FramesPerSecond), FramesPerSecond, "Expected a frame rate above 0.");
    }
}
