using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>SDE-DPM-Solver++(2M): a second-order step that keeps adding noise, as CogVideoX samples.</summary>
/// <remarks>
/// Lu et al. 2022, arXiv:2211.01095, appendix on SDE solvers; checked against huggingface/diffusers 58eb52c,
/// CogVideoXDPMScheduler, which draws noise twice in most steps and uses the second. Defined at zero terminal signal
/// and at the clean end, where λ is infinite.
/// </remarks>
public sealed class StochasticDpmSampler : ISampler
{
    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var (time, from, to) = plan.NextStep(state);
        using var scope = new TensorScope();
        var clean = scope.Keep(from.CleanFrom(plan.Prediction, state.Sample, predict(state.Sample, time)));

        // Notation: h, hLast -> this and the last step in λ; r = hLast / h.
        var h = to.LogRatio - from.LogRatio;
        var ahead = clean;
        if (UsesTwoEstimates(plan, state.StepIndex))
        {
            var hLast = from.LogRatio - plan.Steps[state.StepIndex - 1].From.LogRatio;
            var slope = double.IsPositiveInfinity(hLast) ? 0 : h / (2 * hLast);
            ahead = clean + (clean - state.CleanEstimate!) * slope;
        }

        var mean = state.Sample * (to.Sigma / from.Sigma * Math.Exp(-h)) - ahead * (to.Alpha * Expm1(-2 * h));
        var spread = to.Sigma * Math.Sqrt(-Expm1(-2 * h));
        var next = spread == 0 ? mean : mean + noise.Required("Stochastic DPM sampler") * spread;
        return state.After(scope.Keep(next), clean);
    }

    /// <summary>
    /// Whether a step extrapolates from the estimate before; the first and the one to the clean end do not.
    /// </summary>
    internal static bool UsesTwoEstimates(SamplingPlan plan, int stepIndex) =>
        stepIndex > 0 && !plan.Steps[stepIndex].ReachesEnd;

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1;
}
