using Plumbline.Diffusion.Mini;

namespace Plumbline.Alignment.Training;

/// <summary>Weights of the autoencoder's loss, and on how many clips it is looked at.</summary>
public sealed record AutoencoderTaskOptions
{
    /// <summary>What is trained; default encoder and decoder.</summary>
    public AutoencoderPart Part { get; init; } = AutoencoderPart.Whole;

    /// <summary>How restored clips are compared with the originals.</summary>
    public ReconstructionLoss Reconstruction { get; init; } = new();

    /// <summary>Weight of the latents' divergence from the normal distribution, at least 0; default 1e-6.</summary>
    public double DivergenceWeight { get; init; } = 1e-6;

    /// <summary>
    /// Share of the steps that decode latents of half the height and width while the encoder is trained, 0 to 1;
    /// default 0.2.
    /// </summary>
    public double HalvedShare { get; init; } = 0.2;

    /// <summary>Held-out clips that are measured, at least 1; default 8.</summary>
    public int HeldOutClips { get; init; } = 8;

    /// <summary>Training clips on which the latents' statistics are taken, at least 1; default 16.</summary>
    public int StatisticsClips { get; init; } = 16;

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(DivergenceWeight);
        if (!(HalvedShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(HalvedShare), HalvedShare, "Expected a share from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(HeldOutClips, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StatisticsClips, 1);
    }
}
