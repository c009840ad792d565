namespace Plumbline.Diffusion.Schedulers;

/// <summary>The noise shares that multistep solvers of published flow models use.</summary>
/// <remarks>
/// Checked against huggingface/diffusers 58eb52c, UniPCMultistepScheduler with use_flow_sigmas, and Wan-Video/Wan2.2
/// 42bf4cf, fm_solvers_unipc.py and fm_solvers.py. Shares are rounded to single precision as there: near the noisy end
/// the signal's share, and with it the whole first step, depends on the last bits. Times are cut to whole numbers.
/// </remarks>
public sealed record MultistepFlowSchedule
{
    /// <summary>Shift of the shares, above 0; default 1.</summary>
    public double Shift { get; init; } = 1;

    /// <summary>Noisiest share before the shift; default 1.</summary>
    public double FirstShare { get; init; } = 1;

    /// <summary>Share before the shift where the steps would end if there were one more; default 1/1000.</summary>
    public double LastShare { get; init; } = 1e-3;

    /// <summary>
    /// Subtracted from a first share of 1, where the log signal-to-noise ratio is infinite; default 1e-6.
    /// </summary>
    public double FirstShareGap { get; init; } = 1e-6;

    /// <summary>Whether a last step leads to the clean sample, or stays at the last share; default it does.</summary>
    public FlowEnd End { get; init; } = FlowEnd.Clean;

    /// <summary>Wan's own UniPC: shares from 0.999 to 0.</summary>
    /// <param name="shift">Shift of the shares, above 0.</param>
    /// <returns>The schedule.</returns>
    public static MultistepFlowSchedule WanUniPc(double shift) =>
        new() { Shift = shift, FirstShare = (float)(1 - 1e-3), LastShare = 0 };

    /// <summary>Wan's own DPM-Solver++: shares from 1 to 0, the first one exactly 1.</summary>
    /// <param name="shift">Shift of the shares, above 0.</param>
    /// <returns>The schedule.</returns>
    public static MultistepFlowSchedule WanDpm(double shift) =>
        new() { Shift = shift, LastShare = 0, FirstShareGap = 0 };

    /// <summary>The steps of a sampler.</summary>
    /// <param name="stepCount">How many steps, at least 1.</param>
    /// <returns>The plan.</returns>
    public SamplingPlan Plan(int stepCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepCount, 1);
        double[] shares = [.. Spacing.Even(FirstShare, LastShare, stepCount + 1).SkipLast(1)
            .Select(share => FlowShift.Apply(share, Shift))];
        if (shares[0] == 1)
            shares[0] -= FirstShareGap;
        double[] times = [.. shares.Select(share => Math.Truncate(share * 1000))];
        var last = End == FlowEnd.Clean ? 0 : shares[^1];
        return SamplingPlan.OfFlow([.. shares.Append(last).Select(share => (double)(float)share)], times);
    }
}
