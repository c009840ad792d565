using System.Numerics;

namespace Plumbline.Vision.Synthetic;

/// <summary>A black-and-white picture that answers the mean over any rectangle, exactly.</summary>
/// <remarks>
/// Crow, "Summed-area tables for texture mapping", SIGGRAPH 1984; read bilinearly, which is exact here.
/// </remarks>
internal sealed class SummedBitmap
{
    private readonly float[,] _sums;

    /// <summary>Sums up a bitmap.</summary>
    /// <param name="pixels">Set pixels, bool[H, W].</param>
    public SummedBitmap(bool[,] pixels)
    {
        var (height, width) = (pixels.GetLength(0), pixels.GetLength(1));
        _sums = new float[height + 1, width + 1];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                _sums[y + 1, x + 1] = _sums[y, x + 1] + _sums[y + 1, x] - _sums[y, x] + (pixels[y, x] ? 1 : 0);
        }
    }

    /// <summary>Share of set pixels in a rectangle; what lies outside the bitmap is not set.</summary>
    /// <param name="middle">Middle of the rectangle in cells; the first cell spans 0 to 1.</param>
    /// <param name="size">Its width and height in cells, above 0.</param>
    public float Mean(Vector2 middle, Vector2 size)
    {
        var (low, high) = (middle - size / 2, middle + size / 2);
        return (SumTo(high.X, high.Y) - SumTo(low.X, high.Y) - SumTo(high.X, low.Y)
            + SumTo(low.X, low.Y)) / (size.X * size.Y);
    }

    private float SumTo(float x, float y)
    {
        var (height, width) = (_sums.GetLength(0) - 1, _sums.GetLength(1) - 1);
        (x, y) = (Math.Clamp(x, 0, width), Math.Clamp(y, 0, height));
        var (left, top) = (Math.Min((int)x, width - 1), Math.Min((int)y, height - 1));
        var (u, v) = (x - left, y - top);
        return (1 - v) * ((1 - u) * _sums[top, left] + u * _sums[top, left + 1])
            + v * ((1 - u) * _sums[top + 1, left] + u * _sums[top + 1, left + 1]);
    }
}
