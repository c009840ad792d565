using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Blurs a picture; the border is repeated outwards.</summary>
internal static class GaussianBlur
{
    /// <summary>Blurs a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="sigmaPixels">Standard deviation, pixels, above 0.</param>
    /// <returns>The blurred picture, byte[H × W × 3].</returns>
    public static byte[] Apply(Frame frame, double sigmaPixels)
    {
        var kernel = Kernel(sigmaPixels);
        var (width, height, stride, radius) = (frame.Width, frame.Height, 3 * frame.Width, kernel.Length / 2);
        var across = new float[frame.Rgb.Length];
        Parallel.For(0, height, y =>
        {
            for (var i = 0; i < stride; i++)
            {
                var sum = 0f;
                for (var k = -radius; k <= radius; k++)
                    sum += kernel[k + radius] * frame.Rgb[y * stride + 3 * Math.Clamp(i / 3 + k, 0, width - 1) + i % 3];
                across[y * stride + i] = sum;
            }
        });
        var blurred = new byte[frame.Rgb.Length];
        Parallel.For(0, height, y =>
        {
            Span<float> sums = new float[stride];
            for (var k = -radius; k <= radius; k++)
            {
                var row = across.AsSpan(Math.Clamp(y + k, 0, height - 1) * stride, stride);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(row, kernel[k + radius], sums, sums);
            }

            for (var i = 0; i < stride; i++)
                blurred[y * stride + i] = (byte)(sums[i] + 0.5f);
        });
        return blurred;
    }

    private static float[] Kernel(double sigmaPixels)
    {
        var radius = (int)Math.Ceiling(3 * sigmaPixels);
        var kernel = new float[2 * radius + 1];
        for (var k = -radius; k <= radius; k++)
            kernel[k + radius] = (float)Math.Exp(-k * k / (2 * sigmaPixels * sigmaPixels));
        var sum = kernel.Sum();
        return Array.ConvertAll(kernel, weight => weight / sum);
    }
}
