namespace Plumbline.Diffusion.Schedulers;

/// <summary>
/// One step of a sampler: what the network is told, and from which noise level to which the sample goes.
/// </summary>
/// <param name="Time">What the network is told, from 0 (clean) to 1000 (noise).</param>
/// <param name="From">Level of the sample before the step.</param>
/// <param name="To">Level of the sample after the step.</param>
public readonly record struct SamplingStep(double Time, NoiseLevel From, NoiseLevel To)
{
    /// <summary>
    /// Whether the step leads to the end of the process, where multistep samplers fall back to first order; always so
    /// where no noise is left.
    /// </summary>
    public bool ReachesEnd
    {
        get => field || To.Sigma == 0;
        init;
    }
}
