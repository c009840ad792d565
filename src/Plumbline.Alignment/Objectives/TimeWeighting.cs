namespace Plumbline.Alignment.Objectives;

/// <summary>How strongly a preference counts at different shares of noise.</summary>
/// <remarks>
/// Velocities v = ε − x₀ are compared. From x_t = (1 − t) x₀ + t ε follows ε = x_t + (1 − t) v, so that an error of v
/// is (1 − t)² times as large when it is told as an error of ε, as Diffusion-DPO (arXiv:2311.12908) weighs it.
/// </remarks>
public enum TimeWeighting
{
    /// <summary>
    /// Alike at every time: β_t = β, which Flow-DPO (Liu et al. 2025, arXiv:2501.13918) found better.
    /// </summary>
    Constant,

    /// <summary>As the error of the noise: β_t = β (1 − t)², Flow-DPO's first form.</summary>
    NoiseError,

    /// <summary>
    /// Less and less towards noise: β_t = β (1 − t²), as the paper of Epipolar-DPO (arXiv:2510.21615) has it.
    /// </summary>
    Falling,
}
