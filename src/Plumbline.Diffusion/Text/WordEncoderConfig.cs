namespace Plumbline.Diffusion.Text;

/// <summary>Sizes of a <see cref="WordEncoder"/>.</summary>
public sealed record WordEncoderConfig
{
    /// <summary>Extent of the vectors, D, a multiple of the heads; default 256.</summary>
    public int Width { get; init; } = 256;

    /// <summary>How many blocks; default 2.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>How many attention heads; default 4.</summary>
    public int HeadCount { get; init; } = 4;

    /// <summary>Most words of a prompt that are read; default 40.</summary>
    public int MaximumWords { get; init; } = 40;

    /// <summary>Refuses sizes without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the width.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Depth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeadCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumWords, 1);
        if (Width % HeadCount != 0)
            throw new ArgumentException(
                $"Word encoder: expected a head count that divides the width {Width}, got {HeadCount}.");
    }
}
