namespace Plumbline.Diffusion.Schedulers;

/// <summary>Moves noise shares of rectified flow towards noise, where large pictures are decided.</summary>
/// <remarks>Esser et al. 2024, arXiv:2403.03206, section 5.3.2.</remarks>
public static class FlowShift
{
    /// <summary>The shift by a constant: σ ← s σ / (1 + (s − 1) σ).</summary>
    /// <param name="sigma">Noise share, 0 to 1.</param>
    /// <param name="shift">The shift s, above 0; 1 changes nothing.</param>
    /// <returns>The shifted share; 0 and 1 stay.</returns>
    public static double Apply(double sigma, double shift) => shift * sigma / (1 + (shift - 1) * sigma);

    /// <summary>
    /// The shift by a number that depends on the picture's size, σ ← s / (s + (1/σ − 1)); s = eᵘ or s = u.
    /// </summary>
    /// <param name="sigma">Noise share, 0 to 1.</param>
    /// <param name="mu">The number u.</param>
    /// <param name="form">How s comes from u.</param>
    /// <returns>The shifted share; 0 and 1 stay.</returns>
    public static double ApplyDynamic(double sigma, double mu, FlowShiftForm form) =>
        Apply(sigma, form == FlowShiftForm.Exponential ? Math.Exp(mu) : mu);

    /// <summary>Stretches falling shares so that the last one is a given one; 1 stays.</summary>
    /// <param name="sigmas">The shares.</param>
    /// <param name="terminal">The last share then.</param>
    /// <returns>The stretched shares.</returns>
    /// <remarks>Checked against huggingface/diffusers 58eb52c, stretch_shift_to_terminal.</remarks>
    public static double[] StretchTo(IReadOnlyList<double> sigmas, double terminal)
    {
        ArgumentNullException.ThrowIfNull(sigmas);
        var scale = (1 - sigmas[^1]) / (1 - terminal);
        return [.. sigmas.Select(sigma => 1 - (1 - sigma) / scale)];
    }
}
