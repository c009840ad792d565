using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>How much is asked of a base model, and how its clips are made.</summary>
public sealed record QualityProtocol
{
    /// <summary>The protocol of the committed results.</summary>
    public static QualityProtocol Long { get; } = new();

    /// <summary>A quick look: every number has wide intervals, and distances are those of few clips.</summary>
    public static QualityProtocol Short { get; } = new()
    {
        Clips = 64,
        PromptClips = 64,
        JudgedWorlds = 16,
        SeedsPerWorld = 2,
    };

    /// <summary>
    /// Clips made from first frames, and of each set that they are compared with; at least 16, default 2,048.
    /// </summary>
    public int Clips { get; init; } = 2048;

    /// <summary>Clips made from captions alone, at least 16 and at most <see cref="Clips"/>; default 512.</summary>
    public int PromptClips { get; init; } = 512;

    /// <summary>Worlds whose clips are judged, 0 to <see cref="Clips"/>; default 96.</summary>
    public int JudgedWorlds { get; init; } = 96;

    /// <summary>Clips from different noise of each judged world, at least 2; default 4.</summary>
    public int SeedsPerWorld { get; init; } = 4;

    /// <summary>Sampling steps, at least 1; default 25.</summary>
    public int Steps { get; init; } = 25;

    /// <summary>Guidance by the caption; default 3, 1 for none.</summary>
    public double Guidance { get; init; } = 3;

    /// <summary>
    /// Whether a clip from a caption is made in two steps, its first frame by itself and then the rest; default true.
    /// </summary>
    public bool FirstFrameFirst { get; init; } = true;

    /// <summary>
    /// Spread of the noise on damaged clips, as a share of the range of a pixel, above 0; default 0.25.
    /// </summary>
    public double NoiseDeviation { get; init; } = 0.25;

    /// <summary>Names every random number; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Size and length of the clips, a multiple of 64 square and 17 frames; default 128 × 128.</summary>
    public WorldFormat Format { get; init; } = WorldFormat.Standard;

    /// <summary>Refuses protocols without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Clips, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(PromptClips, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PromptClips, Clips);
        ArgumentOutOfRangeException.ThrowIfNegative(JudgedWorlds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(JudgedWorlds, Clips);
        ArgumentOutOfRangeException.ThrowIfLessThan(SeedsPerWorld, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(NoiseDeviation);
        if (!double.IsFinite(Guidance))
            throw new ArgumentOutOfRangeException(nameof(Guidance), Guidance, "Expected a finite guidance.");
        Format.Validate();
    }
}
