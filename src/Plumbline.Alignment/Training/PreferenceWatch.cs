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
            yield return string.Create(CultureInfo.InvariantCulture, $"winners of held-out prompts gained on losers in {accuracy:0 %} of the pairs");
        if (_trained is not { } logit)
            yield break;
        var size = string.Create(CultureInfo.InvariantCulture, $"mean |logit| {logit:0.####}");
        yield return PreferenceStrengths.Of(logit) switch
        {
            PreferenceStrength.NotFelt => $"the preference is not felt: {size} is below 0.01, and nothing holds the network to its base. Raise --beta, or use --beta auto",
            PreferenceStrength.Saturated => $"the preference saturates: {size} is above 4, and pairs that are right teach nothing more. Lower --beta, or train for fewer steps",
            _ => $"the preference is felt: {size}",
        };
    }
}
