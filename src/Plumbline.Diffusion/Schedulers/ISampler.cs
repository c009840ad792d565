using Plumbline.Tensors;

namespace Plumbline.Diffusion.Schedulers;

/// <summary>Leads a sample from one noise level of a plan to the next.</summary>
/// <remarks>Pure: what a step depends on is in its arguments.</remarks>
public interface ISampler
{
    /// <summary>Takes one step.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="state">Where the sampler stands; its position must lie within the plan.</param>
    /// <param name="predict">The network: its prediction for a sample at a time, the sample's shape.</param>
    /// <param name="noise">
    /// Draws fresh standard normal noise of the sample's shape; only stochastic samplers call it, and they require it.
    /// </param>
    /// <returns>Where the sampler stands then.</returns>
    SamplerState Step(
        SamplingPlan plan, SamplerState state, Func<Tensor, double, Tensor> predict, Func<Tensor>? noise = null);
}
