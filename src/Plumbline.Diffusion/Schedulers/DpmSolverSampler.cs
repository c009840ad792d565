using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>
/// DPM-Solver++(2M): a second-order step in the log signal-to-noise ratio from two estimates of the clean sample.
/// </summary>
/// <remarks>
/// Lu et al. 2022, arXiv:2211.01095, algorithm 2. One evaluation a step. The first step has order 1, and so has a step
/// to the clean end, where λ is infinite. Checked against Wan-Video/Wan2.2 42bf4cf, FlowDPMSolverMultistepScheduler.
/// </remarks>
public sealed class DpmSolverSampler : ISampler
{
    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var (time, from, to) = plan.NextStep(state);
        using var scope = new TensorScope();
        var clean = scope.Keep(from.CleanFrom(plan.Prediction, state.Sample, predict(state.Sample, time)));

        // Notation: h, h_last -> this and the last step in λ, D -> the estimate carried half a step ahead (line 8).
        var h = to.LogRatio - from.LogRatio;
        var ahead = clean;
        if (state.CleanEstimate is { } last && to.Sigma > 0)
        {
            // From pure noise the last step was infinitely long, and the two estimates say nothing of a slope.
            var hLast = from.LogRatio - plan.Steps[state.StepIndex - 1].From.LogRatio;
            var slope = double.IsPositiveInfinity(hLast) ? 0 : h / (2 * hLast);
            ahead = clean + (clean - last) * slope;
        }

        // The factor of D is −α′ (e⁻ʰ − 1); at the clean end it is α′.
        var next = state.Sample * (to.Sigma / from.Sigma) + ahead * (-to.Alpha * Math.Exp(-h) + to.Alpha);
        return state.After(scope.Keep(next), clean);
    }
}
