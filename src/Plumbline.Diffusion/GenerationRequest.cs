using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;

namespace Plumbline.Diffusion;

/// <summary>What a <see cref="VideoGenerator"/> is asked for.</summary>
public sealed record GenerationRequest
{
    /// <summary>
    /// The flow whose steps are usually taken, shifted by 3: most of a clip is decided where there is much noise.
    /// </summary>
    public static RectifiedFlow StandardFlow { get; } = new() { Shift = 3 };

    /// <summary>One prompt per clip, at least one.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>One seed per clip; equal seeds begin from equal noise, whatever stands beside them.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>What to lead away from; default nothing, the empty prompt.</summary>
    public string NegativePrompt { get; init; } = "";

    /// <summary>How far to follow prompts, first frames and cameras; default prompts alone, 3.</summary>
    public GuidanceScales Guidance { get; init; } = 3;

    /// <summary>The steps and their noise levels; default 25 steps of <see cref="StandardFlow"/>.</summary>
    public SamplingPlan Plan { get; init; } = StandardFlow.Plan(25);

    /// <summary>How steps are taken; default Euler's method.</summary>
    public ISampler Sampler { get; init; } = new EulerSampler();

    /// <summary>Frames of each clip, 1 plus a multiple of the autoencoder's stride; default 17.</summary>
    public int FrameCount { get; init; } = 17;

    /// <summary>Height in pixels; default 128.</summary>
    public int Height { get; init; } = 128;

    /// <summary>Width in pixels; default 128.</summary>
    public int Width { get; init; } = 128;

    /// <summary>
    /// Clean latents that clips begin from, float32[B, C, f, h, w]: the plan's first step finds them noised to the
    /// level that it begins at (SDEdit, Meng et al. 2022, arXiv:2108.01073). Nothing but noise when absent, which is for
    /// plans that begin there.
    /// </summary>
    public Tensor? InitialLatents { get; init; }

    /// <summary>The first frame of every clip, RGB in [−1, 1], float32[B, 3, 1, H, W]; made up when absent.</summary>
    public Tensor? FirstFrames { get; init; }

    /// <summary>
    /// Whether a clip without a given first frame is made in two steps, its first frame by itself and then the rest
    /// from it; default false, all frames at once.
    /// </summary>
    public bool FirstFrameFirst { get; init; }

    /// <summary>
    /// Plücker rays (o × d, d) of every frame at the latents' resolution, float32[B, 6, F, h, w]; free when absent.
    /// </summary>
    public Tensor? Rays { get; init; }

    /// <summary>
    /// Clips computed side by side, at least 1; default 1. More is faster on a GPU, but matrix products of another size
    /// round differently: the bytes of a clip depend on it.
    /// </summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Refuses requests without meaning.</summary>
    /// <exception cref="ArgumentException">There is no prompt, or not one seed for each.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range, or a scale of the guidance counts in no step.</exception>
    public void Validate()
    {
        if (Prompts.Count == 0)
            throw new ArgumentException("Generate: expected at least one prompt, got none.");
        if (Seeds.Count != Prompts.Count)
            throw new ArgumentException(
                $"Generate: expected {Prompts.Count} seeds, one for each prompt, got {Seeds.Count}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        if (!Guidance.IsFinite)
            throw new ArgumentOutOfRangeException(nameof(Guidance), Guidance, "Generate: expected a finite guidance.");
        Guidance.RequireSteps(Plan);
    }
}
