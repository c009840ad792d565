using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Estimates the clean sample and noises it afresh at every step: x′ = (1 − σ′) x̂₀ + σ′ ε.</summary>
/// <remarks>
/// For few-step distilled models. Checked against huggingface/diffusers 58eb52c, FlowMatchEulerDiscreteScheduler with
/// stochastic_sampling.
/// </remarks>
public sealed class StochasticFlowSampler : ISampler
{
    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var (time, from, to) = plan.NextStep(state);
        using var scope = new TensorScope();
        var clean = scope.Keep(from.CleanFrom(plan.Prediction, state.Sample, predict(state.Sample, time)));
        return state.After(scope.Keep(to.Mix(clean, noise.Required("Stochastic flow sampler"))), clean);
    }
}
