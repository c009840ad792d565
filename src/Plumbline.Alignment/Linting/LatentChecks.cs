using Plumbline.Tensors;
using static System.FormattableString;

namespace Plumbline.Alignment.Linting;

/// <summary>Whether latents mean the same to autoencoder, sampler and training.</summary>
internal static class LatentChecks
{
    // A range of [0, 1] instead of [−1, 1], or a forgotten scaling factor, halves the slope or worse.
    private const double LeastSlope = 0.8;
    private const double MostSlope = 1.25;
    private const double LeastCorrelation = 0.7;
    private const double MostMean = 1;
    private const double LeastSpread = 0.5;
    private const double MostSpread = 2;

    /// <summary>Decodes latents, encodes the frames, and compares.</summary>
    public static LintFinding RoundTrip(LintSubject subject)
    {
        const string check = "roundTrip";
        using var scope = new TensorScope();
        var latents = subject.Latents.To(DType.Float32);
        var again = subject.Autoencoder.Encode(subject.Autoencoder.Decode(latents).To(DType.Float32).Clamp(-1, 1));
        var (x, y) = (latents - latents.Mean(), again - again.Mean());
        var (xx, xy, yy) = (x.Square().Mean().Item(), (x * y).Mean().Item(), y.Square().Mean().Item());
        if (xx == 0 || yy == 0)
            return new(
                check, LintState.Failed,
                "The latents, or those of their decoded frames, are all alike. Look at the clips: they may be blank.");
        var (slope, correlation) = (xy / xx, xy / Math.Sqrt(xx * yy));
        return LintFinding.Of(
            check, slope is >= LeastSlope and <= MostSlope && correlation >= LeastCorrelation,
            Invariant($"Latents that are decoded and encoded again come back with slope {slope:0.00} and correlation ")
            + Invariant($"{correlation:0.00} (wanted {LeastSlope} to {MostSlope} and at least {LeastCorrelation})."),
            "The autoencoder reads another range of pixels than it writes, scales latents on one way only, or is not "
            + "the one that the model was trained with.");
    }

    /// <summary>Compares the latents' statistics with the unit variance that denoisers are trained on.</summary>
    public static LintFinding Statistics(LintSubject subject)
    {
        using var scope = new TensorScope();
        var latents = subject.Latents.To(DType.Float32);
        long[] axes = [0, 2, 3, 4];
        var means = latents.Mean(axes).ToArray<float>();
        var spreads = latents.Variance(axes, correction: 0).Sqrt().ToArray<float>();
        int[] odd = [.. Enumerable.Range(0, means.Length).Where(channel =>
            !(Math.Abs(means[channel]) <= MostMean && spreads[channel] is >= (float)LeastSpread
                and <= (float)MostSpread))];
        var outside = odd.Length == 0 ? "" : $"; outside: channel {string.Join(", ", odd)}";
        return LintFinding.Of(
            "latentStatistics", odd.Length == 0,
            Invariant($"Channels of the latents have means from {means.Min():0.00} to {means.Max():0.00} and standard ")
            + Invariant($"deviations from {spreads.Min():0.00} to {spreads.Max():0.00} (wanted within ±{MostMean} ")
            + Invariant($"and {LeastSpread} to {MostSpread}){outside}."),
            "Latents must be normalised per channel, and stored as the sampler left them.");
    }
}
