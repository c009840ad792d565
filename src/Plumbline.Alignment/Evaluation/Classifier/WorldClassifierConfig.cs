namespace Plumbline.Alignment.Evaluation;

/// <summary>Sizes of a <see cref="WorldClassifier"/>.</summary>
public sealed record WorldClassifierConfig
{
    /// <summary>The committed model: about one million weights.</summary>
    public static WorldClassifierConfig Standard { get; } = new();

    /// <summary>For tests: a few thousand weights.</summary>
    public static WorldClassifierConfig Tiny { get; } =
        new() { OuterWidth = 8, InnerWidth = 16, OuterBlocks = 1, InnerBlocks = 1 };

    /// <summary>Channels at one position per 4×4 pixels, at least 1; default 64.</summary>
    public int OuterWidth { get; init; } = 64;

    /// <summary>Channels at one position per 8×8 pixels, at least 1: the space of the features; default 128.</summary>
    public int InnerWidth { get; init; } = 128;

    /// <summary>Blocks before the pictures are halved, at least 0; default 2.</summary>
    public int OuterBlocks { get; init; } = 2;

    /// <summary>Blocks at the halved size, at least 0; default 4.</summary>
    public int InnerBlocks { get; init; } = 4;

    /// <summary>Refuses sizes without meaning.</summary>
    /// <returns>The sizes themselves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size lies outside its range.</exception>
    public WorldClassifierConfig Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(OuterWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(InnerWidth, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(OuterBlocks);
        ArgumentOutOfRangeException.ThrowIfNegative(InnerBlocks);
        return this;
    }
}
