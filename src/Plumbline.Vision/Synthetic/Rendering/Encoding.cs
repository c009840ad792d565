using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>From linear light to the bytes of a picture.</summary>
internal static class Encoding
{
    private const int Steps = 4096;
    private static readonly byte[] Table = MakeTable();

    /// <summary>What the picture can show of a colour: mixing must not use light that is clipped later.</summary>
    public static Float3 Clip(Float3 linear) => Float3.Clamp(linear, Float3.Zero, Float3.One);

    /// <summary>Writes a colour.</summary>
    /// <param name="linear">Linear RGB; clipped to [0, 1].</param>
    /// <param name="rgb">Three bytes.</param>
    public static void Write(Float3 linear, Span<byte> rgb)
    {
        var scaled = Clip(linear) * Steps + new Float3(0.5f);
        (rgb[0], rgb[1], rgb[2]) = (Table[(int)scaled.X], Table[(int)scaled.Y], Table[(int)scaled.Z]);
    }

    // IEC 61966-2-1 (sRGB).
    private static byte[] MakeTable()
    {
        var table = new byte[Steps + 1];
        for (var i = 0; i <= Steps; i++)
        {
            var linear = (double)i / Steps;
            var encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
            table[i] = (byte)Math.Round(255 * encoded);
        }

        return table;
    }
}
