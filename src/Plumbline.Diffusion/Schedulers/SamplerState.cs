using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Where a sampler stands: everything that its next step depends on, so that samplers keep nothing.</summary>
/// <remarks>
/// Tensors belong to the caller's scope. A state can be stepped twice, with the same result, or kept and taken up
/// later.
/// </remarks>
public sealed record SamplerState
{
    /// <summary>Begins before the first step of a plan.</summary>
    /// <param name="sample">The sample at the plan's first level, usually noise.</param>
    public SamplerState(Tensor sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Sample = sample;
    }

    /// <summary>How many steps were taken; also the position of the next one.</summary>
    public int StepIndex { get; private init; }

    /// <summary>The sample, at the level that the last step led to.</summary>
    public Tensor Sample { get; private init; }

    /// <summary>The clean sample as the last step estimated it; absent before the first.</summary>
    public Tensor? CleanEstimate => CleanEstimates.Count == 0 ? null : CleanEstimates[^1];

    /// <summary>Estimates of the clean sample by earlier steps, newest last.</summary>
    internal IReadOnlyList<Tensor> CleanEstimates { get; private init; } = [];

    /// <summary>The sample that the last step began from, after any correction.</summary>
    internal Tensor? StepStart { get; private init; }

    /// <summary>The order that the last step had.</summary>
    internal int StepOrder { get; private init; }

    /// <summary>The state after one more step.</summary>
    internal SamplerState After(
        Tensor sample, Tensor cleanEstimate, Tensor? stepStart = null, int stepOrder = 1) => this with
        {
            StepIndex = StepIndex + 1,
            Sample = sample,
            CleanEstimates = [.. CleanEstimates.TakeLast(MemoryLength - 1), cleanEstimate],
            StepStart = stepStart,
            StepOrder = stepOrder,
        };

    /// <summary>No sampler here looks back further.</summary>
    private const int MemoryLength = 4;
}
