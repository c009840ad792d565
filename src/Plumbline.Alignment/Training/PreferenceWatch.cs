using System.Globalization;

namespace Plumbline.Alignment.Training;

/// <summary>Notes how strongly a preference is felt while it is trained, and says so at the end.</summary>
/// <param name="next">Told every report as well.</param>
public sealed class PreferenceWatch(IProgress<TrainingStep>? next) : IProgress<TrainingStep>
{
    private double? _trained;
    private double? _accuracy;

    /// <inheritdoc/>
    public void Report(TrainingStep value)
    {
        if (value.Terms.TryGetValue("meanAbsoluteLogit", out var trained))
            _trained = trained;
        if (value.Terms.TryGetValue("heldOut.accuracy", out var accuracy))
            _accuracy = accuracy;
        next?.Report(value);
    }

    /// <summary>What is to be said of the last reports.</summary>
    /// <returns>Sentences without an end; none where nothing was measured.</returns>
    public IEnumerable<string> Notes()
    {
        if (_accuracy is { } accuracy)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"winners of held-out prompts gained on losers in {accuracy:0 %} of the pairs");
        if (_trained is not { } logit)
            yield break;
        var advice = PreferenceStrengths.Of(logit) switch
        {
            PreferenceStrength.NotFelt => ". Raise --beta, or use --beta auto",
            PreferenceStrength.Saturated => ". Lower --beta, or train for fewer steps",
            _ => "",
        };
        yield return PreferenceStrengths.Sentence(logit) + advice;
    }
}
