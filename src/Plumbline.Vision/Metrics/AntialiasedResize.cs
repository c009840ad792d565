namespace Plumbline.Vision.Metrics;

/// <summary>Resizes 8-bit RGB pictures as Pillow does, to the last bit.</summary>
/// <remarks>
/// When shrinking, the filter widens with the scale, so that every source pixel counts. Weights have 22 fractional bits
/// and the picture is rounded to bytes after the horizontal and after the vertical pass, as in python-pillow/Pillow,
/// <c>Resample.c</c> (8 bits per channel). Cost O(H · W · support).
/// </remarks>
public static class AntialiasedResize
{
    private const int FractionBits = 22;

    /// <summary>Resizes a frame.</summary>
    /// <param name="frame">Frame of any size.</param>
    /// <param name="width">New width in pixels, at least 1.</param>
    /// <param name="height">New height in pixels, at least 1.</param>
    /// <param name="filter">Curve that weighs source pixels.</param>
    /// <returns>A new frame with the index and time of its source.</returns>
    public static Frame Resize(Frame frame, int width, int height, ResampleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var rgb = frame.Rgb;
        if (width != frame.Width)
            rgb = Pass(
                rgb, frame.Width, width, frame.Height, step: 3, sourceLineStep: 3 * frame.Width,
                targetLineStep: 3 * width, filter);
        if (height != frame.Height)
            rgb = Pass(rgb, frame.Height, height, width, step: 3 * width, sourceLineStep: 3, targetLineStep: 3, filter);
        return new(ReferenceEquals(rgb, frame.Rgb) ? [.. rgb] : rgb, width, height, frame.Index, frame.Time);
    }

    /// <summary>Resizes every line of one axis: rows when a step is one pixel, columns when it is one row.</summary>
    private static byte[] Pass(
        byte[] source, int sourceLength, int targetLength, int lineCount,
        int step, int sourceLineStep, int targetLineStep, ResampleFilter filter)
    {
        var target = new byte[3 * targetLength * lineCount];
        for (var t = 0; t < targetLength; t++)
        {
            var (first, weights) = Weights(t, sourceLength, targetLength, filter);
            for (var line = 0; line < lineCount; line++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var sum = 1 << (FractionBits - 1);
                    for (var k = 0; k < weights.Length; k++)
                        sum += source[line * sourceLineStep + (first + k) * step + c] * weights[k];
                    target[line * targetLineStep + t * step + c] = (byte)Math.Clamp(sum >> FractionBits, 0, 255);
                }
            }
        }

        return target;
    }

    private static (int First, int[] Weights) Weights(
        int target, int sourceLength, int targetLength, ResampleFilter filter)
    {
        var scale = (double)sourceLength / targetLength;
        var widening = Math.Max(scale, 1);
        var support = widening * (filter == ResampleFilter.Bicubic ? 2 : 3);
        var centre = (target + 0.5) * scale;
        var first = Math.Max(0, (int)(centre - support + 0.5));
        var end = Math.Min(sourceLength, (int)(centre + support + 0.5));
        var weights = new double[end - first];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = Curve((first + k - centre + 0.5) / widening, filter);
        var sum = weights.Sum();
        return (first, [.. weights.Select(weight => Fixed(sum != 0 ? weight / sum : weight))]);
    }

    private static int Fixed(double weight) => (int)(weight * (1 << FractionBits) + (weight < 0 ? -0.5 : 0.5));

    private static double Curve(double x, ResampleFilter filter)
    {
        x = Math.Abs(x);
        if (filter == ResampleFilter.Lanczos)
            return x < 3 ? Sinc(x) * Sinc(x / 3) : 0;
        const double A = -0.5;
        return x switch
        {
            < 1 => ((A + 2) * x - (A + 3)) * x * x + 1,
            < 2 => (((x - 5) * x + 8) * x - 4) * A,
            _ => 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
