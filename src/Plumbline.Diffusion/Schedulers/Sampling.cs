using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Runs samplers over whole plans.</summary>
public static class Sampling
{
    /// <summary>Takes every step of a plan.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="start">The sample at the plan's first level, usually noise.</param>
    /// <param name="predict">The network: its prediction for a sample at a time, the sample's shape.</param>
    /// <param name="noise">Draws fresh noise of the sample's shape, for stochastic samplers.</param>
    /// <param name="afterStep">Called after every step, with tensors that live until the run ends.</param>
    /// <param name="cancellation">Ends the run before its next step.</param>
    /// <returns>The sample at the plan's last level.</returns>
    public static Tensor Run(
        this ISampler sampler, SamplingPlan plan, Tensor start, Func<Tensor, double, Tensor> predict,
        Func<Tensor>? noise = null, Action<SamplerState>? afterStep = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(plan);
        using var scope = new TensorScope();
        var state = new SamplerState(start);
        foreach (var _ in plan.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            state = sampler.Step(plan, state, predict, noise);
            afterStep?.Invoke(state);
        }

        return scope.Keep(state.Sample);
    }

    /// <summary>The step that a state stands before.</summary>
    internal static SamplingStep NextStep(this SamplingPlan plan, SamplerState state)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        return state.StepIndex < plan.Steps.Count
            ? plan.Steps[state.StepIndex]
            : throw new ArgumentException(
                $"Sampler: expected a state within the plan's {plan.Steps.Count} steps, got one after "
                + $"step {state.StepIndex}.");
    }

    /// <summary>Draws noise for a sampler that cannot do without.</summary>
    internal static Tensor Required(this Func<Tensor>? noise, string sampler) =>
        (noise ?? throw new ArgumentNullException(
            nameof(noise),
            $"{sampler}: expected a source of noise, got none. Hand one in, or choose a deterministic sampler."))();
}
