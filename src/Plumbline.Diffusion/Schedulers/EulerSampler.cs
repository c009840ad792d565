using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Euler's method along the straight paths of rectified flow: x′ = x + (σ′ − σ) v.</summary>
/// <remarks>
/// Order 1, one evaluation a step. Checked against huggingface/diffusers 58eb52c, FlowMatchEulerDiscreteScheduler.
/// </remarks>
public sealed class EulerSampler : ISampler
{
    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var (time, from, to) = plan.NextStep(state);
        FlowPath.Require(plan);
        using var scope = new TensorScope();
        var flow = predict(state.Sample, time);
        var clean = scope.Keep(from.CleanFrom(PredictionKind.Flow, state.Sample, flow));
        return state.After(scope.Keep(state.Sample + flow * (to.Sigma - from.Sigma)), clean);
    }
}
