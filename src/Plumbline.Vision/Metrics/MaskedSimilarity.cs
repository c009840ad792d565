namespace Plumbline.Vision.Metrics;

/// <summary>Likeness of a picture and its prediction where there is one, with brightness changes kept apart.</summary>
/// <param name="PsnrDecibels">
/// Peak signal-to-noise ratio after the best gain and offset, in dB; higher is better.
/// </param>
/// <param name="Ssim">Structural similarity, −1 to 1; higher is better.</param>
/// <param name="Gain">Best gain from the prediction to the picture; 1 where brightness did not change.</param>
/// <param name="OffsetLevels">Best offset in grey levels.</param>
/// <remarks>
/// SSIM: Wang et al., IEEE TIP 2004, with 8 × 8 uniform windows every 4 pixels, k1 = 0.01, k2 = 0.03.
/// </remarks>
internal sealed record MaskedSimilarity(double PsnrDecibels, double Ssim, double Gain, double OffsetLevels)
{
    private const int Window = 8;
    private const int Step = 4;
    private const int FewestPixels = 256;

    /// <summary>Identical pictures would have an infinite ratio; nothing in 8 bits is known better than this.</summary>
    private const double LargestPsnr = 60;

    /// <summary>Compares two grey pictures.</summary>
    /// <param name="seen">Grey levels of the picture.</param>
    /// <param name="predicted">Grey levels of the prediction.</param>
    /// <param name="mask">Where there is a prediction.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <returns>The likeness, or nothing where too little is predicted.</returns>
    public static MaskedSimilarity? Compare(byte[] seen, byte[] predicted, bool[] mask, int width, int height)
    {
        double n = 0, s = 0, p = 0, pp = 0, sp = 0, ss = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (!mask[i])
                continue;
            double a = seen[i], b = predicted[i];
            n++;
            s += a;
            p += b;
            pp += b * b;
            sp += a * b;
            ss += a * a;
        }

        if (n < FewestPixels)
            return null;
        var variance = pp / n - p / n * (p / n);
        var gain = variance > 1 ? (sp / n - s / n * (p / n)) / variance : 1;
        var offset = s / n - gain * p / n;
        var squared =
            (ss - 2 * gain * sp - 2 * offset * s + gain * gain * pp + 2 * gain * offset * p + n * offset * offset) / n;
        var psnr = squared <= 0 ? LargestPsnr : Math.Min(LargestPsnr, 10 * Math.Log10(255 * 255 / squared));
        return StructuralSimilarity(seen, predicted, mask, width, height) is { } ssim
            ? new(psnr, ssim, gain, offset)
            : null;
    }

    private static double? StructuralSimilarity(byte[] seen, byte[] predicted, bool[] mask, int width, int height)
    {
        const double c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
        var (sum, windows) = (0.0, 0);
        for (var y = 0; y + Window <= height; y += Step)
            for (var x = 0; x + Window <= width; x += Step)
            {
                int a = 0, b = 0, aa = 0, bb = 0, ab = 0;
                var whole = true;
                for (var dy = 0; dy < Window && whole; dy++)
                    for (var dx = 0; dx < Window; dx++)
                    {
                        var i = (y + dy) * width + x + dx;
                        if (!mask[i])
                        {
                            whole = false;
                            break;
                        }

                        int u = seen[i], v = predicted[i];
                        a += u;
                        b += v;
                        aa += u * u;
                        bb += v * v;
                        ab += u * v;
                    }

                if (!whole)
                    continue;
                const double count = Window * Window;
                double ma = a / count, mb = b / count;
                double va = aa / count - ma * ma, vb = bb / count - mb * mb, cov = ab / count - ma * mb;
                sum += (2 * ma * mb + c1) * (2 * cov + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
                windows++;
            }

        return windows == 0 ? null : sum / windows;
    }
}
