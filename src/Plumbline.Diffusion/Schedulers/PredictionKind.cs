namespace Plumbline.Diffusion.Schedulers;

/// <summary>What a denoiser predicts of a noised sample; x₀ is the clean sample and ε the noise.</summary>
public enum PredictionKind
{
    /// <summary>The noise ε (Ho et al., "Denoising Diffusion Probabilistic Models", 2020).</summary>
    Noise,

    /// <summary>The clean sample x₀.</summary>
    Sample,

    /// <summary>
    /// v = α ε − σ x₀ (Salimans and Ho, "Progressive Distillation for Fast Sampling of Diffusion Models", 2022,
    /// appendix D).
    /// </summary>
    Velocity,

    /// <summary>The flow ε − x₀ along x_t = (1 − t) x₀ + t ε (Liu et al., "Flow Straight and Fast", 2022).</summary>
    Flow,
}
