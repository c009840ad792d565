using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>An objective with its anchor and its penalty, and what is logged of them.</summary>
public sealed class PreferenceLoss
{
    private readonly PreferenceOptions _options;
    private readonly PreferenceScale _scale;
    private readonly IPreferenceObjective _objective;
    private readonly double _anchor;

    /// <summary>Prepares an objective.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="beta">β, above 0; the options' own is not looked at.</param>
    public PreferenceLoss(PreferenceOptions options, double beta)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _scale = new(beta, options.TimeWeighting);
        _scale.Validate();
        _objective = options.Kind switch
        {
            PreferenceObjectiveKind.Dpo => new DiffusionDpo(_scale, options.LabelSmoothing),
            PreferenceObjectiveKind.HingeDpo => new HingeDpo(_scale),
            PreferenceObjectiveKind.Ipo => new IdentityPreference(_scale),
            PreferenceObjectiveKind.Dro => new DirectReward(_scale),
            _ => new WinnerTuning(),
        };
        _anchor = options.Anchor ?? (_objective.NeedsReference ? 1 : 0);
    }

    /// <summary>Whether the errors of the reference are needed.</summary>
    public bool NeedsReference => _objective.NeedsReference || _anchor > 0 || _options.Stillness > 0;

    /// <summary>Whether it has to be told how much motion is lost.</summary>
    public bool NeedsStillness => _options.Stillness > 0;

    /// <summary>The loss of a batch.</summary>
    /// <param name="errors">Errors of its pairs.</param>
    /// <returns>A single number, recorded; it belongs to the caller's scope.</returns>
    public Tensor Of(PreferenceErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        using var scope = new TensorScope();
        var loss = _objective.Losses(errors).Mean();
        if (_anchor > 0)
            loss += WinnerAnchor.Costs(errors, _scale).Mean() * _anchor;
        if (_options.Stillness > 0)
            loss += errors.Stillness!.Mean() * _options.Stillness;
        return scope.Keep(loss);
    }

    /// <summary>What a batch shows of the preference, each as a single number without history.</summary>
    /// <param name="errors">Errors of its pairs.</param>
    /// <returns>
    /// Errors of winners and losers, and where a reference was computed: <c>accuracy</c> (share of pairs whose winner
    /// gained; a tie is half), <c>margin</c> (mean logit), <c>meanAbsoluteLogit</c>, <c>winnerChange</c> and
    /// <c>loserChange</c> (of the errors; below 0 is likelier than before). They belong to the caller's scope.
    /// </returns>
    public IReadOnlyDictionary<string, Tensor> Measures(PreferenceErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        using var scope = new TensorScope();
        var measures = new Dictionary<string, Tensor>
        {
            ["winnerError"] = errors.Winner.Detach().Mean(),
            ["loserError"] = errors.Loser.Detach().Mean(),
        };
        if (errors.ReferenceWinner is not null)
        {
            var logits = _scale.Logits(errors).Detach();
            measures["accuracy"] = Right(logits).Mean();
            measures["margin"] = logits.Mean();
            measures["meanAbsoluteLogit"] = logits.Abs().Mean();
            measures["winnerChange"] = errors.WinnerChange().Detach().Mean();
            measures["loserChange"] = errors.LoserChange().Detach().Mean();
        }

        if (errors.Stillness is { } stillness)
            measures["stillness"] = stillness.Detach().Mean();
        foreach (var value in measures.Values)
            scope.Keep(value);
        return measures;
    }

    /// <summary>1 for pairs whose winner gained, 1/2 for ties, 0 for the others, [B].</summary>
    internal static Tensor Right(Tensor gains)
    {
        using var scope = new TensorScope();
        return scope.Keep((gains.Sign() + 1) / 2);
    }
}
