using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Ancestral sampling: each step draws from the posterior of the less noised sample.</summary>
/// <remarks>
/// Ho et al. 2020, arXiv:2006.11239, eq. 6 and 7 with the posterior's own variance, for steps of any length and levels
/// of any family. Exact for many steps only: order 1 in distribution.
/// </remarks>
public sealed class AncestralSampler : ISampler
{
    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var (time, from, to) = plan.NextStep(state);
        using var scope = new TensorScope();
        var clean = scope.Keep(from.CleanFrom(plan.Prediction, state.Sample, predict(state.Sample, time)));

        // Notation: α_t|s, σ²_t|s -> the transition from the next level s to this level t,
        // x_t = α_t|s x_s + σ_t|s ε (Kingma et al. 2021, arXiv:2107.00630, eq. 2 and 3).
        var alphaOfStep = from.Alpha / to.Alpha;
        var varianceOfStep = from.Sigma * from.Sigma - alphaOfStep * alphaOfStep * to.Sigma * to.Sigma;
        var variance = from.Sigma * from.Sigma;
        var mean = state.Sample * (alphaOfStep * to.Sigma * to.Sigma / variance)
            + clean * (to.Alpha * varianceOfStep / variance);
        var spread = to.Sigma * Math.Sqrt(varianceOfStep) / from.Sigma;
        return state.After(
            scope.Keep(spread == 0 ? mean : mean + noise.Required("Ancestral sampler") * spread), clean);
    }
}
