namespace Plumbline.Diffusion.Mini;

/// <summary>Sizes of a <see cref="MiniDenoiser"/>.</summary>
public sealed record MiniDenoiserConfig
{
    /// <summary>For tests: width 128, 6 blocks.</summary>
    public static MiniDenoiserConfig Tiny { get; } = new() { Width = 128, Depth = 6, HeadCount = 2 };

    /// <summary>Width 256, 8 blocks, about 9 million weights.</summary>
    public static MiniDenoiserConfig Standard { get; } = new();

    /// <summary>Width 384, 10 blocks, about 25 million weights.</summary>
    public static MiniDenoiserConfig Large { get; } = new() { Width = 384, Depth = 10, HeadCount = 6 };

    /// <summary>Extent of a token's vector, D; default 256.</summary>
    public int Width { get; init; } = 256;

    /// <summary>How many blocks; default 8.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>How many attention heads, a divisor of the width; default 4.</summary>
    public int HeadCount { get; init; } = 4;

    /// <summary>Channels of the latents; default 16.</summary>
    public int LatentChannels { get; init; } = 16;

    /// <summary>Frames that one latent frame after the first stands for; default 4.</summary>
    public int TemporalStride { get; init; } = 4;

    /// <summary>Latent positions along height and width that one token stands for; default 2.</summary>
    public int PatchSize { get; init; } = 2;

    /// <summary>Base of the rotary angles; default 100, since token grids have few positions.</summary>
    public double RotaryBase { get; init; } = 100;

    /// <summary>
    /// At how many depths every token looks for its content in the first frame, in every second block; 0, the default,
    /// for a network that does not.
    /// </summary>
    public int EpipolarDepths { get; init; }

    /// <summary>Channels of one head.</summary>
    public int HeadWidth => Width / HeadCount;

    /// <summary>Refuses sizes without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the rotary base not above 1.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the width into even parts.</exception>
    public void Validate()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(Width), Width), (nameof(Depth), Depth), (nameof(HeadCount), HeadCount),
            (nameof(LatentChannels), LatentChannels), (nameof(TemporalStride), TemporalStride),
            (nameof(PatchSize), PatchSize),
        })
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RotaryBase, 1);
        if (EpipolarDepths is < 0 or 1)
            throw new ArgumentOutOfRangeException(
                nameof(EpipolarDepths), EpipolarDepths, "Mini denoiser: expected no depths or at least two.");
        if (Width % HeadCount != 0 || HeadWidth % 2 != 0)
            throw new ArgumentException(
                $"Mini denoiser: expected heads that divide the width {Width} into even parts, got {HeadCount}.");
    }

    /// <summary>Additions and multiplications of one sample's forward pass, matrix products alone.</summary>
    /// <param name="tokenCount">Tokens of the sample, N.</param>
    /// <param name="wordCount">Tokens of its prompt, L.</param>
    /// <returns>Floating-point operations; a backward pass costs twice as many.</returns>
    public double ForwardOperations(long tokenCount, long wordCount)
    {
        var (n, l, d) = ((double)tokenCount, (double)wordCount, (double)Width);
        // Self-attention 4 D², cross-attention 2 D², two layers 8 D² a token; keys and values of the words;
        // similarities.
        var block = n * 14 * d * d + l * 2 * d * d + 2 * n * n * d + 2 * n * l * d;
        var patch = LatentChannels * PatchSize * PatchSize;
        var ends = n * d * (2 * patch + PatchSize * PatchSize + patch + PositionFeatures.ChannelCount
            + RayTokens.ChannelCount(TemporalStride));
        // Queries and outputs D² a token, keys and values of the samples, and their likenesses and sums.
        var epipolar = EpipolarDepths == 0 ? 0 : Depth / 2 * n * (
            d * d + EpipolarDepths * (d * EpipolarSamples.ChannelCount(this) + d));
        return 2 * (Depth * block + epipolar + ends);
    }
}
