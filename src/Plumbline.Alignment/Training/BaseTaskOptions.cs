using Plumbline.Alignment.Objectives;

namespace Plumbline.Alignment.Training;

/// <summary>What the base model is taught, and how it is looked at.</summary>
public sealed record BaseTaskOptions
{
    /// <summary>Times and conditions.</summary>
    public FlowMatchingOptions Objective { get; init; } = new();

    /// <summary>
    /// Weight of the first frames alone beside the clips, at least 0, default 1: they teach what words look like at a
    /// fifth of a clip's cost.
    /// </summary>
    public double PictureWeight { get; init; } = 1;

    /// <summary>Whether the denoiser's blocks run again in the backward pass to save memory; default not.</summary>
    public ActivationUse Activations { get; init; } = ActivationUse.Kept;

    /// <summary>Held-out clips that are measured, at least 1; default 16.</summary>
    public int HeldOutClips { get; init; } = 16;

    /// <summary>Clips that are generated and pictured, at least 1 and at most those held out; default 4.</summary>
    public int PicturedClips { get; init; } = 4;

    /// <summary>Sampling steps of those clips, at least 1; default 25.</summary>
    public int InspectionSteps { get; init; } = 25;

    /// <summary>Tokens of a usual caption, by which operations are counted; default 16.</summary>
    public int TypicalWords { get; init; } = 16;

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public void Validate()
    {
        Objective.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(PictureWeight);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeldOutClips, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PicturedClips, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PicturedClips, HeldOutClips);
        ArgumentOutOfRangeException.ThrowIfLessThan(InspectionSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TypicalWords, 1);
    }
}
