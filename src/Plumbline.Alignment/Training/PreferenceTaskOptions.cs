using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion.Schedulers;

namespace Plumbline.Alignment.Training;

/// <summary>What an adapter is taught, in which order, and how it is looked at.</summary>
public sealed record PreferenceTaskOptions
{
    /// <summary>The objective.</summary>
    public PreferenceOptions Objective { get; init; } = new();

    /// <summary>
    /// Distribution of the training times; default not shifted, as the miniature is trained. Whatever the sampler's
    /// shift, the network is told the same time for the same noise.
    /// </summary>
    public RectifiedFlow Flow { get; init; } = new();

    /// <summary>
    /// Share of the pairs that are shown without their words, 0 to below 1; default 0.2. Guidance adds a multiple of
    /// what the words change, so that an adapter which never saw clips without them is pulled away from what it was
    /// taught.
    /// </summary>
    public double TextDrop { get; init; } = 0.2;

    /// <summary>
    /// Latent frames of each clip that a step sees, the first and others drawn at random, at least 2; all when absent.
    /// Fewer cost less time and memory. Held-out pairs are always looked at whole.
    /// </summary>
    public int? FramesPerStep { get; init; }

    /// <summary>Whether the denoiser's blocks run again in the backward pass to save memory; default not.</summary>
    public ActivationUse Activations { get; init; } = ActivationUse.Kept;

    /// <summary>
    /// Rounds through the pairs over which harder ones join the easiest, at least 0; default 1. 0 takes all from the
    /// start.
    /// </summary>
    public double CurriculumRounds { get; init; } = 1;

    /// <summary>Share of the pairs, easiest first, that a curriculum begins with, above 0 to 1; default 0.3.</summary>
    public double CurriculumStart { get; init; } = 0.3;

    /// <summary>Share of the prompts whose pairs are held out, 0 to 0.5; default 0.1. 0 measures nothing.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Most held-out pairs that are measured, at least 1; default 64.</summary>
    public int MostHeldOutPairs { get; init; } = 64;

    /// <summary>
    /// Inspections without a better held-out preference after which the run ends, at least 1; the best adapter is then
    /// the one that is kept. When absent the run goes on to its last step and keeps the last adapter. Default 5.
    /// </summary>
    public int? Patience { get; init; } = 5;

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public void Validate()
    {
        Objective.Validate();
        Flow.Validate();
        if (!(TextDrop >= 0 && TextDrop < 1))
            throw new ArgumentOutOfRangeException(
                nameof(TextDrop), TextDrop, "Text drop: expected a share from 0 to below 1.");
        if (FramesPerStep < 2)
            throw new ArgumentOutOfRangeException(
                nameof(FramesPerStep), FramesPerStep,
                "Frames per step: expected at least 2, the first and one that counts.");
        if (FramesPerStep < 3 && Objective.Stillness > 0)
            throw new ArgumentOutOfRangeException(
                nameof(FramesPerStep), FramesPerStep,
                "Frames per step: expected at least 3 with a penalty on lost motion, which looks from one frame to the "
                + "next. Leave the penalty out, or take more frames.");
        if (!(CurriculumRounds >= 0 && double.IsFinite(CurriculumRounds)))
            throw new ArgumentOutOfRangeException(
                nameof(CurriculumRounds), CurriculumRounds, "Curriculum: expected at least 0 rounds.");
        if (!(CurriculumStart > 0 && CurriculumStart <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(CurriculumStart), CurriculumStart, "Curriculum: expected a share above 0 to 1.");
        if (!(HeldOutShare >= 0 && HeldOutShare <= 0.5))
            throw new ArgumentOutOfRangeException(
                nameof(HeldOutShare), HeldOutShare, "Held-out prompts: expected a share from 0 to 0.5.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MostHeldOutPairs, 1);
        if (Patience is { } patience)
            ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1, nameof(Patience));
    }
}
