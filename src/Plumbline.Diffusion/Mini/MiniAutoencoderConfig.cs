namespace Plumbline.Diffusion.Mini;

/// <summary>Sizes of a <see cref="MiniAutoencoder"/>.</summary>
public sealed record MiniAutoencoderConfig
{
    /// <summary>The committed model: about 5 million weights.</summary>
    public static MiniAutoencoderConfig Standard { get; } = new();

    /// <summary>For tests: a few thousand weights.</summary>
    public static MiniAutoencoderConfig Tiny { get; } = new()
    {
        LatentChannels = 4,
        OuterWidth = 8,
        InnerWidth = 16,
        DecoderInnerBlocks = 1,
        DecoderOuterBlocks = 1,
    };

    /// <summary>Channels of the latents; default 16.</summary>
    public int LatentChannels { get; init; } = 16;

    /// <summary>Channels at one position per 4×4 pixels; default 96.</summary>
    public int OuterWidth { get; init; } = 96;

    /// <summary>Channels at one position per 8×8 pixels; default 192.</summary>
    public int InnerWidth { get; init; } = 192;

    /// <summary>Blocks of the encoder at the outer width; default 1.</summary>
    public int EncoderOuterBlocks { get; init; } = 1;

    /// <summary>Blocks of the encoder at the inner width; default 1.</summary>
    public int EncoderInnerBlocks { get; init; } = 1;

    /// <summary>Blocks of the decoder at the inner width; default 2.</summary>
    public int DecoderInnerBlocks { get; init; } = 2;

    /// <summary>Blocks of the decoder at the outer width; default 3.</summary>
    public int DecoderOuterBlocks { get; init; } = 3;

    /// <summary>Refuses sizes that do not fit together.</summary>
    /// <returns>The sizes themselves.</returns>
    /// <exception cref="ArgumentException">
    /// A size is out of range, or the shortcuts between widths do not divide.
    /// </exception>
    public MiniAutoencoderConfig Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OuterWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EncoderOuterBlocks, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(EncoderInnerBlocks, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(DecoderInnerBlocks, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(DecoderOuterBlocks, 0);
        if (InnerWidth < 4 || InnerWidth % 4 != 0 || 4 * OuterWidth % InnerWidth != 0
            || InnerWidth % LatentChannels != 0)
            throw new ArgumentException(
                "MiniAutoencoderConfig.InnerWidth: expected a multiple of 4 and of the latent channels "
                + $"({LatentChannels}) that divides four times the outer width ({4 * OuterWidth}), got {InnerWidth}.");
        return this;
    }
}
