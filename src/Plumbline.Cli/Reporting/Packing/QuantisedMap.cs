using System.Text.Json;
using Plumbline.Alignment;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>A per-pixel measurement in one byte a pixel.</summary>
/// <remarks>
/// Byte 0 says "not measured". Byte q from 1 to 64 stands for <c>low + (high − low) · ((q − 1) / 63)²</c>: steps grow
/// with the value, so that small errors keep their shades beside a few large ones. Finer steps would carry noise, which
/// does not compress: 255 of them took 1.7 times the room on a rendered clip.
/// </remarks>
internal static class QuantisedMap
{
    private const int Steps = 63;

    /// <summary>Writes a map as one JSON object.</summary>
    /// <param name="json">Receives the object.</param>
    /// <param name="map">The map, float[H × W].</param>
    /// <param name="width">Width of the map.</param>
    /// <param name="step">Keeps every n-th pixel of every n-th row.</param>
    /// <exception cref="ArgumentException">A measured value is not finite, or the sizes disagree.</exception>
    public static void Write(Utf8JsonWriter json, PartMap map, int width, int step)
    {
        var height = map.Values.Length / width;
        if (map.Values.Length != map.Measured.Length || map.Values.Length != width * height)
            throw new ArgumentException(
                $"Map {map.Name}: expected rows of {width} pixels, "
                + $"got {map.Values.Length} values and {map.Measured.Length} flags.", nameof(map));

        var (low, high) = Range(map);
        var (outputWidth, outputHeight) = ((width + step - 1) / step, (height + step - 1) / step);
        var bytes = new byte[outputWidth * outputHeight];
        var scale = high > low ? 1 / (high - low) : 0;
        for (var y = 0; y < outputHeight; y++)
        {
            for (var x = 0; x < outputWidth; x++)
            {
                var at = y * step * width + x * step;
                if (!map.Measured[at])
                    continue;
                var root = MathF.Sqrt((map.Values[at] - low) * scale);
                bytes[y * outputWidth + x] = (byte)(1 + MathF.Round(Steps * root));
            }
        }

        json.WriteStartObject();
        json.WriteString("name", map.Name);
        json.WriteString("unit", map.Unit);
        json.WriteNumber("low", low);
        json.WriteNumber("high", high);
        json.WriteNumber("width", outputWidth);
        json.WriteNumber("height", outputHeight);
        PackedBytes.Write(json, "data", bytes);
        json.WriteEndObject();
    }

    private static (float Low, float High) Range(PartMap map)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var i = 0; i < map.Values.Length; i++)
        {
            if (!map.Measured[i])
                continue;
            if (!float.IsFinite(map.Values[i]))
                throw new ArgumentException(
                    $"Map {map.Name}: expected finite values where measured, got {map.Values[i]} at pixel {i}.",
                    nameof(map));
            low = Math.Min(low, map.Values[i]);
            high = Math.Max(high, map.Values[i]);
        }

        // A map in which nothing was measured has no range; its bytes are all 0 and nobody reads these two.
        return low <= high ? (low, high) : (0, 0);
    }
}
