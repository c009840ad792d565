namespace Plumbline.Alignment.Training;

/// <summary>Tells from logits how strongly a preference is felt.</summary>
public static class PreferenceStrengths
{
    private const double LeastFelt = 0.01;
    private const double MostFelt = 4;

    /// <summary>The strength at a scale of logits.</summary>
    /// <param name="meanAbsoluteLogit">Mean |β_t Δ| over pairs, at least 0, as <c>meanAbsoluteLogit</c> in the log.</param>
    /// <returns>The strength.</returns>
    public static PreferenceStrength Of(double meanAbsoluteLogit) =>
        !(meanAbsoluteLogit >= LeastFelt) ? PreferenceStrength.NotFelt
        : meanAbsoluteLogit > MostFelt ? PreferenceStrength.Saturated : PreferenceStrength.Felt;
}
