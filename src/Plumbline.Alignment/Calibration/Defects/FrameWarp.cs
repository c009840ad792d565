using System.Numerics;
using Plumbline.Vision;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Alignment.Calibration;

/// <summary>Resamples a frame along a displacement.</summary>
internal static class FrameWarp
{
    // Below this a byte cannot change visibly, and an exact copy keeps untouched parts untouched.
    private const float SmallestPixels = 1e-3f;

    /// <summary>Each pixel takes its colour from where the displacement points.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="displacement">
    /// Where pixels look, relative to themselves, in units of <paramref name="scale"/>.
    /// </param>
    /// <param name="scale">Pixels per unit of the displacement.</param>
    /// <returns>A new frame at the same place in the source.</returns>
    public static Frame Apply(Frame frame, DisplacementGrid displacement, float scale)
    {
        var (width, height) = (frame.Width, frame.Height);
        var warped = new byte[frame.Rgb.Length];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var shift = scale * displacement.At(x, y);
                var target = warped.AsSpan(3 * (y * width + x), 3);
                if (shift.LengthSquared() < SmallestPixels * SmallestPixels)
                    frame.Rgb.AsSpan(3 * (y * width + x), 3).CopyTo(target);
                else
                    Sample(frame, new Vector2(x, y) + shift, target);
            }
        });
        return new(warped, width, height, frame.Index, frame.Time);
    }

    /// <summary>Reads a colour between pixels by bicubic interpolation; the border is repeated outwards.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="at">Place in pixels; the centre of the first pixel is (0, 0).</param>
    /// <param name="rgb">Receives three bytes.</param>
    /// <remarks>Keys, "Cubic convolution interpolation", IEEE TASSP 1981, with a = −1/2.</remarks>
    public static void Sample(Frame frame, Vector2 at, Span<byte> rgb)
    {
        var (left, top) = ((int)MathF.Floor(at.X), (int)MathF.Floor(at.Y));
        var (columns, rows) = (Weights(at.X - left), Weights(at.Y - top));
        var sum = Float3.Zero;
        for (var j = 0; j < 4; j++)
        {
            var row = Math.Clamp(top - 1 + j, 0, frame.Height - 1) * frame.Width;
            var line = Float3.Zero;
            for (var i = 0; i < 4; i++)
            {
                var pixel = 3 * (row + Math.Clamp(left - 1 + i, 0, frame.Width - 1));
                line += columns[i] * new Float3(frame.Rgb[pixel], frame.Rgb[pixel + 1], frame.Rgb[pixel + 2]);
            }

            sum += rows[j] * line;
        }

        var rounded = Float3.Clamp(sum, Float3.Zero, new(255)) + new Float3(0.5f);
        (rgb[0], rgb[1], rgb[2]) = ((byte)rounded.X, (byte)rounded.Y, (byte)rounded.Z);
    }

    private static Vector4 Weights(float t)
    {
        var (t2, t3) = (t * t, t * t * t);
        return 0.5f * new Vector4(-t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2);
    }
}
