using static System.FormattableString;

namespace Plumbline.Alignment.Training;

/// <summary>Tells from logits how strongly a preference is felt.</summary>
public static class PreferenceStrengths
{
    private const double LeastFelt = 0.01;
    private const double MostFelt = 4;

    /// <summary>The strength at a scale of logits.</summary>
    /// <param name="meanAbsoluteLogit">
    /// Mean |β_t Δ| over pairs, at least 0, as <c>meanAbsoluteLogit</c> in the log.
    /// </param>
    /// <returns>The strength.</returns>
    public static PreferenceStrength Of(double meanAbsoluteLogit) =>
        !(meanAbsoluteLogit >= LeastFelt) ? PreferenceStrength.NotFelt
        : meanAbsoluteLogit > MostFelt ? PreferenceStrength.Saturated : PreferenceStrength.Felt;

    /// <summary>Says it, with what follows from it.</summary>
    /// <param name="meanAbsoluteLogit">As for <see cref="Of"/>.</param>
    /// <returns>A sentence without an end and without a capital.</returns>
    public static string Sentence(double meanAbsoluteLogit)
    {
        var size = Invariant($"mean |logit| {meanAbsoluteLogit:0.####}");
        return Of(meanAbsoluteLogit) switch
        {
            PreferenceStrength.NotFelt => Invariant(
                $"the preference is not felt: {size} is below {LeastFelt}, and nothing holds the network to its base"),
            PreferenceStrength.Saturated => Invariant(
                $"the preference saturates: {size} is above {MostFelt}, and pairs that are right teach nothing more"),
            _ => $"the preference is felt: {size}",
        };
    }
}
