namespace Plumbline.Alignment.Objectives;

/// <summary>
/// A judge's map of errors as weights for dense DPO: where geometry breaks, the squared error counts more.
/// </summary>
public static class DenseWeights
{
    // One position with a gross error must not be all that a clip teaches.
    private const double LargestRatio = 10;

    /// <summary>Turns a map into weights.</summary>
    /// <param name="errors">
    /// Error of every latent position, at least 0, [f, h, w]; without meaning where nothing was tested.
    /// </param>
    /// <param name="testable">Share of each position's pixels that were tested, 0 to 1, [f, h, w].</param>
    /// <param name="strength">
    /// Share of the weight that follows the map, 0 (all alike) to below 1 (in proportion to the errors); default 0.75.
    /// </param>
    /// <returns>
    /// Weights around 1, at least 0, [f, h, w]. A position where nothing was tested, and a clip without errors, weighs
    /// 1.
    /// </returns>
    /// <exception cref="ArgumentException">The maps differ in length, or hold a number without meaning.</exception>
    public static float[] Of(ReadOnlySpan<float> errors, ReadOnlySpan<float> testable, double strength = 0.75)
    {
        if (!(strength >= 0 && strength < 1))
            throw new ArgumentOutOfRangeException(
                nameof(strength), strength, "Dense weights: expected a share from 0 to below 1.");
        if (errors.Length != testable.Length)
            throw new ArgumentException(
                $"Dense weights: expected maps of one size, got {errors.Length} and {testable.Length} positions.",
                nameof(testable));
        // Notation
        // m, s   errors, testable
        // r      m / (Σ s m / Σ s), at most 10: how much worse than the clip a position is
        // q      1 + strength · s (r − 1)
        var (sum, tested) = (0.0, 0.0);
        for (var i = 0; i < errors.Length; i++)
        {
            if (!(testable[i] >= 0 && testable[i] <= 1))
                throw new ArgumentException(
                    $"Dense weights: expected shares from 0 to 1, got {testable[i]}.", nameof(testable));
            if (testable[i] > 0 && !(errors[i] >= 0 && float.IsFinite(errors[i])))
                throw new ArgumentException(
                    $"Dense weights: expected finite errors of at least 0, got {errors[i]}.", nameof(errors));
            sum += testable[i] > 0 ? testable[i] * errors[i] : 0;
            tested += testable[i];
        }

        var weights = new float[errors.Length];
        Array.Fill(weights, 1);
        if (sum == 0)
            return weights;
        for (var i = 0; i < weights.Length; i++)
        {
            if (testable[i] > 0)
                weights[i] = (float)(
                    1 + strength * testable[i] * (Math.Min(errors[i] / (sum / tested), LargestRatio) - 1));
        }

        return weights;
    }
}
