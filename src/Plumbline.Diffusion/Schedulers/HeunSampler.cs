using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>
/// Heun's method along the straight paths of rectified flow: the mean of the flow at both ends of the step.
/// </summary>
/// <remarks>
/// Karras et al. 2022, arXiv:2206.00364, algorithm 1, with the flow in place of its derivative. Order 2, two
/// evaluations a step; the last step is Euler's, since the network is never asked at the clean end.
/// </remarks>
public sealed class HeunSampler : ISampler
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
        var euler = state.Sample + flow * (to.Sigma - from.Sigma);
        if (state.StepIndex == plan.Steps.Count - 1)
            return state.After(scope.Keep(euler), clean);
        var flowThere = predict(euler, plan.Steps[state.StepIndex + 1].Time);
        return state.After(scope.Keep(state.Sample + (flow + flowThere) * ((to.Sigma - from.Sigma) / 2)), clean);
    }
}
