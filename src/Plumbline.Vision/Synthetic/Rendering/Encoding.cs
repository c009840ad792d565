using System.Runtime.Intrinsics;

namespace Plumbline.Vision.Synthetic;

/// <summary>From linear light to the bytes of a picture.</summary>
internal static class Encoding
{
    private const int Steps = 4096;
    private static readonly byte[] Table = MakeTable();

    /// <summary>What the picture can show of a colour: mixing must not use light that is clipped later.</summary>
    public static Lanes3 Clip(in Lanes3 linear) => new(
        LaneMath.Clamp(linear.X, 0, 1), LaneMath.Clamp(linear.Y, 0, 1), LaneMath.Clamp(linear.Z, 0, 1));

    /// <summary>Encodes eight colours.</summary>
    /// <param name="linear">Linear RGB; clipped to [0, 1].</param>
    /// <param name="rgb">Takes three bytes for each, 24 in all.</param>
    public static void Write(in Lanes3 linear, Span<byte> rgb)
    {
        var clipped = Clip(linear);
        var half = Vector256.Create(0.5f);
        var red = Vector256.ConvertToInt32Native(clipped.X * Steps + half);
        var green = Vector256.ConvertToInt32Native(clipped.Y * Steps + half);
        var blue = Vector256.ConvertToInt32Native(clipped.Z * Steps + half);
        var table = Table;
        for (var lane = 0; lane < Lanes3.Count; lane++)
        {
            rgb[3 * lane] = table[red[lane]];
            rgb[3 * lane + 1] = table[green[lane]];
            rgb[3 * lane + 2] = table[blue[lane]];
        }
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
