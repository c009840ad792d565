namespace Plumbline.Cli.Reporting.Packing;

/// <summary>The three planes of a JFIF picture, centred on zero; chroma at half size.</summary>
/// <param name="Luma">Y − 128, float[H × W] of the padded size.</param>
/// <param name="Blue">Cb − 128, float[H/2 × W/2].</param>
/// <param name="Red">Cr − 128, float[H/2 × W/2].</param>
internal sealed record YcbcrPlanes(float[] Luma, float[] Blue, float[] Red)
{
    /// <summary>Splits a picture and pads it by repeating its last row and column.</summary>
    /// <param name="rgb">Red, green and blue bytes, byte[H × W × 3].</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    /// <param name="paddedWidth">Even width of the planes, at least <paramref name="width"/>.</param>
    /// <param name="paddedHeight">Even height of the planes, at least <paramref name="height"/>.</param>
    /// <returns>The planes.</returns>
    /// <remarks>JFIF 1.02, section "Conversion to and from RGB". Chroma is the mean of each 2×2 block.</remarks>
    public static YcbcrPlanes From(ReadOnlySpan<byte> rgb, int width, int height, int paddedWidth, int paddedHeight)
    {
        var luma = new float[paddedWidth * paddedHeight];
        var blue = new float[luma.Length / 4];
        var red = new float[luma.Length / 4];
        for (var y = 0; y < paddedHeight; y++)
        {
            var row = Math.Min(y, height - 1) * width;
            for (var x = 0; x < paddedWidth; x++)
            {
                var at = (row + Math.Min(x, width - 1)) * 3;
                float r = rgb[at], g = rgb[at + 1], b = rgb[at + 2];
                luma[y * paddedWidth + x] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
                var half = y / 2 * (paddedWidth / 2) + x / 2;
                blue[half] += 0.25f * (-0.168736f * r - 0.331264f * g + 0.5f * b);
                red[half] += 0.25f * (0.5f * r - 0.418688f * g - 0.081312f * b);
            }
        }

        return new(luma, blue, red);
    }
}
