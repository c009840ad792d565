namespace Plumbline.Diffusion.Schedulers;

/// <summary>How the variance of the noise added at a time grows from the first time to the last.</summary>
public enum BetaCurve
{
    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>Its root evenly.</summary>
    ScaledLinear,

    /// <summary>
    /// So that the signal falls as a squared cosine; the first and last variance are then not asked for.
    /// </summary>
    SquaredCosine,
}
