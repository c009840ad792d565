namespace Plumbline.Alignment.Objectives;

/// <summary>What makes a network prefer winners, and what keeps it from cheating.</summary>
public sealed record PreferenceOptions
{
    /// <summary>The objective; default DPO.</summary>
    public PreferenceObjectiveKind Kind { get; init; } = PreferenceObjectiveKind.Dpo;

    /// <summary>
    /// β, above 0: logits per unit of mean squared error. When absent it is chosen from the measured scale of the
    /// logits before the first step. Fine-tuning on winners has none.
    /// </summary>
    public double? Beta { get; init; }

    /// <summary>How β depends on the time; default not at all.</summary>
    public TimeWeighting TimeWeighting { get; init; } = TimeWeighting.Constant;

    /// <summary>
    /// Share of pairs that are taken to be the wrong way round, 0 to below 0.5, for DPO alone; default 0.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether positions count by the judge's map; default not.</summary>
    public ErrorWeighting Weighting { get; init; } = ErrorWeighting.Uniform;

    /// <summary>
    /// Weight of <see cref="WinnerAnchor"/>, at least 0; when absent 1 for objectives with a reference and 0 for
    /// others.
    /// </summary>
    public double? Anchor { get; init; }

    /// <summary>
    /// Weight of the share of motion that is lost, see <see cref="Objectives.Stillness"/>, at least 0; default 0.
    /// </summary>
    public double Stillness { get; init; }

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    /// <exception cref="ArgumentException">Label smoothing is asked of another objective than DPO.</exception>
    public void Validate()
    {
        if (Beta is { } beta)
            new PreferenceScale(beta).Validate();
        if (!(LabelSmoothing >= 0 && LabelSmoothing < 0.5))
            throw new ArgumentOutOfRangeException(
                nameof(LabelSmoothing), LabelSmoothing, "Label smoothing: expected a share from 0 to below 0.5.");
        if (LabelSmoothing > 0 && Kind != PreferenceObjectiveKind.Dpo)
            throw new ArgumentException(
                $"Label smoothing: expected the objective Dpo, got {Kind}. Leave it out.", nameof(LabelSmoothing));
        foreach (var (name, weight) in new[] { (nameof(Anchor), Anchor ?? 0), (nameof(Stillness), Stillness) })
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentOutOfRangeException(name, weight, $"{name}: expected a finite number of at least 0.");
        }
    }
}
