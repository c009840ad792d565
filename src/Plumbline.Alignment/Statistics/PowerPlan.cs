namespace Plumbline.Alignment.Statistics;

/// <summary>How many prompts and seeds it takes to see an effect, told from a pilot.</summary>
/// <param name="Pilot">Spread of the pilot's differences.</param>
/// <param name="Effect">The mean difference that is to be seen, in the unit of the measurement, not 0.</param>
/// <param name="Power">Chance to see it, above the significance and below 1.</param>
/// <param name="Significance">Chance to see something where nothing is, above 0 and below 1, two-sided.</param>
/// <remarks>
/// Of prompts that are alike, the mean over prompts of each prompt's own mean difference is tested by Student's t with
/// one degree of freedom fewer than prompts; its power is that of the noncentral t distribution. Cohen, Statistical
/// Power Analysis, 2nd ed. 1988, section 2.3, with the variance of a mean of cluster means: Raudenbush, Psychological
/// Methods 2, 1997.
/// </remarks>
public sealed record PowerPlan(VarianceComponents Pilot, double Effect, double Power = 0.8, double Significance = 0.05)
{
    private const int MostPrompts = 1_000_000;

    /// <summary>Chance to see the effect.</summary>
    /// <param name="prompts">Prompts, at least 2.</param>
    /// <param name="seeds">Seeds of each, at least 1.</param>
    /// <returns>0 to 1; absent for several seeds where the pilot had one of each prompt.</returns>
    public double? PowerOf(int prompts, int seeds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prompts, 2);
        return Pilot.OfMean(prompts, seeds) switch
        {
            null => null,
            // Without spread every effect is seen.
            0 => 1,
            { } variance =>
                StudentDistribution.Power(Math.Abs(Effect) / Math.Sqrt(variance), prompts - 1, Significance),
        };
    }

    /// <summary>The fewest prompts that see the effect.</summary>
    /// <param name="seeds">Seeds of each, at least 1.</param>
    /// <returns>
    /// Prompts, at least 2; absent for several seeds where the pilot had one of each prompt, and above a million.
    /// </returns>
    public int? Prompts(int seeds)
    {
        Validate();
        if (PowerOf(2, seeds) is not { } least)
            return null;
        if (least >= Power)
            return 2;
        // Power grows with prompts: double until it is enough, then halve the gap.
        var (low, high) = (2, 4);
        while (PowerOf(high, seeds) < Power)
        {
            (low, high) = (high, 2 * high);
            if (high > MostPrompts)
                return null;
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = PowerOf(middle, seeds) < Power ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The smallest effect that prompts and seeds at hand see.</summary>
    /// <param name="prompts">Prompts, at least 2.</param>
    /// <param name="seeds">Seeds of each, at least 1.</param>
    /// <returns>
    /// Mean difference in the unit of the measurement, at least 0; absent for several seeds where the pilot had one of
    /// each prompt.
    /// </returns>
    public double? SmallestEffect(int prompts, int seeds)
    {
        Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(prompts, 2);
        if (Pilot.OfMean(prompts, seeds) is not { } variance)
            return null;
        var (low, high) = (0.0, 1.0);
        while (StudentDistribution.Power(high, prompts - 1, Significance) < Power)
            (low, high) = (high, 2 * high);
        while (high - low > 1e-6 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = StudentDistribution.Power(middle, prompts - 1, Significance) < Power
                ? (middle, high)
                : (low, middle);
        }

        return high * Math.Sqrt(variance);
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (Effect == 0 || !double.IsFinite(Effect))
            throw new ArgumentOutOfRangeException(nameof(Effect), Effect, "Expected a finite effect other than 0.");
        if (!(Significance > 0 && Significance < 1))
            throw new ArgumentOutOfRangeException(
                nameof(Significance), Significance, "Expected a share above 0 and below 1.");
        if (!(Power > Significance && Power < 1))
            throw new ArgumentOutOfRangeException(
                nameof(Power), Power, "Expected a share above the significance and below 1.");
    }
}
