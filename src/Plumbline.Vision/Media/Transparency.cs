namespace Plumbline.Vision.Media;

/// <summary>What a transparent pixel looks like to a judge: the picture on black, as a player shows it.</summary>
internal static class Transparency
{
    /// <summary>Lays straight (not premultiplied) colour over black.</summary>
    /// <param name="rgba">Red, green, blue and alpha bytes, byte[N × 4].</param>
    /// <param name="rgb">Receives red, green and blue, byte[N × 3].</param>
    /// <remarks>
    /// Porter and Duff 1984, <c>over</c>, with the rounded division by 255 of Blinn 1994, "Three Wrongs".
    /// </remarks>
    public static void LayOverBlack(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int from = 0, to = 0; from + 3 < rgba.Length; from += 4, to += 3)
        {
            var alpha = rgba[from + 3];
            for (var channel = 0; channel < 3; channel++)
                rgb[to + channel] = alpha == 255 ? rgba[from + channel] : Scale(rgba[from + channel], alpha);
        }
    }

    private static byte Scale(int value, int alpha)
    {
        var product = value * alpha + 128;
        return (byte)((product + (product >> 8)) >> 8);
    }
}
