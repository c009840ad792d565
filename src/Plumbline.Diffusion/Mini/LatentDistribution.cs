using Plumbline.Tensors;

namespace Plumbline.Diffusion.Mini;

/// <summary>What the latents of clips may be: independent normal distributions.</summary>
/// <param name="Mean">Means, [B, C, f, h, w].</param>
/// <param name="LogVariance">Natural logarithms of the variances, [B, C, f, h, w].</param>
/// <remarks>Kingma &amp; Welling 2014, arXiv:1312.6114, appendix B.</remarks>
public sealed record LatentDistribution(Tensor Mean, Tensor LogVariance)
{
    /// <summary>Draws latents; gradients flow into mean and variance.</summary>
    /// <param name="generator">Source of the noise.</param>
    /// <returns>Latents, [B, C, f, h, w].</returns>
    public Tensor Sample(Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        using var scope = new TensorScope();
        return scope.Keep(Mean + (0.5 * LogVariance).Exp() * generator.Normal(Mean.Shape));
    }

    /// <summary>Divergence from the standard normal distribution.</summary>
    /// <returns>Mean over all latents in nats, a single number; 0 for the standard normal distribution.</returns>
    public Tensor Divergence()
    {
        using var scope = new TensorScope();
        return scope.Keep((0.5 * (Mean.Square() + LogVariance.Exp() - 1 - LogVariance)).Mean());
    }
}
