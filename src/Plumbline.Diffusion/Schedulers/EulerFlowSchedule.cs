namespace Plumbline.Diffusion.Schedulers;

/// <summary>The noise shares of huggingface/diffusers' flow-match Euler scheduler.</summary>
/// <remarks>
/// Checked against 58eb52c, FlowMatchEulerDiscreteScheduler. A constant shift acts twice there: on the training shares,
/// whose ends bound the sampling shares, and on these again. Shares are rounded to single precision as there.
/// </remarks>
public sealed record EulerFlowSchedule
{
    /// <summary>How many training times there are, at least 1; default 1000.</summary>
    public int TrainingTimeCount { get; init; } = 1000;

    /// <summary>Constant shift, above 0; default 1. Without effect where <see cref="DynamicShift"/> is given.</summary>
    public double Shift { get; init; } = 1;

    /// <summary>The last share before 0, below 1; as it falls when absent.</summary>
    public double? TerminalShare { get; init; }

    /// <summary>The number of a shift that depends on the picture's size; none when absent.</summary>
    public double? DynamicShift { get; init; }

    /// <summary>How the shift comes from <see cref="DynamicShift"/>; default its exponential.</summary>
    public FlowShiftForm DynamicForm { get; init; } = FlowShiftForm.Exponential;

    /// <summary>The shares at the training times, falling.</summary>
    /// <returns>As many shares as there are training times; the time is the share times their count.</returns>
    public double[] TrainingShares() =>
        [.. Enumerable.Range(0, TrainingTimeCount).Select(i => (double)(TrainingTimeCount - i) / TrainingTimeCount)
            .Select(share => (double)(float)(DynamicShift is null ? FlowShift.Apply(share, Shift) : share))];

    /// <summary>The steps of a sampler.</summary>
    /// <param name="stepCount">How many steps, at least 1.</param>
    /// <returns>The plan; its last step leads to share 0.</returns>
    public SamplingPlan Plan(int stepCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepCount, 1);
        var training = TrainingShares();
        double[] shares = [.. Spacing.Even(training[0], training[^1], stepCount).Select(share => DynamicShift is { } mu
            ? FlowShift.ApplyDynamic(share, mu, DynamicForm)
            : FlowShift.Apply(share, Shift))];
        if (TerminalShare is { } terminal)
            shares = FlowShift.StretchTo(shares, terminal);
        shares = [.. shares.Select(share => (double)(float)share)];
        return SamplingPlan.OfFlow([.. shares, 0], [.. shares.Select(share => share * TrainingTimeCount)]);
    }
}
