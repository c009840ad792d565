using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Denoising diffusion implicit models: keeps the estimated noise and rescales it to the next level.</summary>
/// <remarks>
/// Song et al. 2021, arXiv:2010.02502, eq. 12 with η = 0, written so that it is defined where no signal is left:
/// x′ = (σ′/σ) x + (α′ − α σ′/σ) x̂₀. Order 1. On a flow plan it is Euler's method. Checked against
/// huggingface/diffusers 58eb52c, CogVideoXDDIMScheduler.
/// </remarks>
public sealed class DdimSampler : ISampler
{
    /// <inheritdoc/>
    public SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null)
    {
        var (time, from, to) = plan.NextStep(state);
        using var scope = new TensorScope();
        var clean = scope.Keep(from.CleanFrom(plan.Prediction, state.Sample, predict(state.Sample, time)));
        var ratio = to.Sigma / from.Sigma;
        return state.After(scope.Keep(state.Sample * ratio + clean * (to.Alpha - from.Alpha * ratio)), clean);
    }
}
