namespace Plumbline.Diffusion.Schedulers;

/// <summary>The function B(h) of a UniPC step; any with B(h) = O(h) gives the same order.</summary>
/// <remarks>Zhao et al. 2023, arXiv:2302.04867, section 4.1.</remarks>
public enum UniPcWeight
{
    /// <summary>B₁(h) = h.</summary>
    Linear,

    /// <summary>B₂(h) = eʰ − 1.</summary>
    Exponential,
}
