using System.Numerics;
using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Follows a part of the scene through a clip, well enough to keep a defect where it began.</summary>
/// <remarks>
/// Block matching on small grey pictures, from the middle frame outwards; a few pixels of error do no harm.
/// </remarks>
internal sealed class SceneTracker
{
    private const int SmallWidth = 120;
    private const int SearchRadius = 7;

    private readonly float[][] _small;
    private readonly int _width;
    private readonly int _height;
    private readonly float _shrink;

    /// <summary>Prepares a clip.</summary>
    public SceneTracker(Video clip)
    {
        _shrink = MathF.Max(1, (float)clip.Width / SmallWidth);
        (_width, _height) = ((int)(clip.Width / _shrink), (int)(clip.Height / _shrink));
        _small = new float[clip.Frames.Count][];
        Parallel.For(0, _small.Length, i => _small[i] = Shrink(clip.Frames[i]));
    }

    /// <summary>Mean strength of edges in a part of a frame.</summary>
    public double TextureAt(int frame, Vector2 centre, Vector2 radii)
    {
        var (sum, count) = (0.0, 0);
        var (low, high) = ((centre - radii) / _shrink, (centre + radii) / _shrink);
        for (var y = Math.Max(1, (int)low.Y); y < Math.Min(_height - 1, high.Y); y++)
        {
            for (var x = Math.Max(1, (int)low.X); x < Math.Min(_width - 1, high.X); x++)
            {
                var (grey, i) = (_small[frame], y * _width + x);
                sum += Math.Abs(grey[i + 1] - grey[i - 1]) + Math.Abs(grey[i + _width] - grey[i - _width]);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Follows a place.</summary>
    /// <param name="centre">Where it is in the middle frame, pixels.</param>
    /// <param name="radii">Half size of what is followed, pixels.</param>
    /// <returns>Where it is in every frame, pixels; smooth over time.</returns>
    public Vector2[] Follow(Vector2 centre, Vector2 radii)
    {
        var (path, middle) = (new Vector2[_small.Length], _small.Length / 2);
        path[middle] = centre / _shrink;
        for (var i = middle + 1; i < path.Length; i++)
            path[i] = Match(_small[i - 1], path[i - 1], _small[i], radii / _shrink);
        for (var i = middle - 1; i >= 0; i--)
            path[i] = Match(_small[i + 1], path[i + 1], _small[i], radii / _shrink);
        return Smooth(path);
    }

    private Vector2 Match(float[] from, Vector2 at, float[] to, Vector2 radii)
    {
        var (best, shift) = (double.PositiveInfinity, Vector2.Zero);
        var costs = new double[2 * SearchRadius + 1, 2 * SearchRadius + 1];
        for (var dy = -SearchRadius; dy <= SearchRadius; dy++)
        {
            for (var dx = -SearchRadius; dx <= SearchRadius; dx++)
            {
                var cost = costs[dy + SearchRadius, dx + SearchRadius] = Difference(from, at, to, dx, dy, radii);
                if (cost < best)
                    (best, shift) = (cost, new(dx, dy));
            }
        }

        // The parabola through the best cost and its neighbours gives the fraction of a small pixel.
        var (row, column) = ((int)shift.Y + SearchRadius, (int)shift.X + SearchRadius);
        if (column is > 0 and < 2 * SearchRadius)
            shift.X += Vertex(costs[row, column - 1], best, costs[row, column + 1]);
        if (row is > 0 and < 2 * SearchRadius)
            shift.Y += Vertex(costs[row - 1, column], best, costs[row + 1, column]);
        return at + shift;
    }

    private double Difference(float[] from, Vector2 at, float[] to, int dx, int dy, Vector2 radii)
    {
        var (sum, count) = (0.0, 0);
        var (low, high) = (at - radii, at + radii);
        for (var y = Math.Max(0, (int)low.Y); y < Math.Min(_height, high.Y); y++)
        {
            for (var x = Math.Max(0, (int)low.X); x < Math.Min(_width, high.X); x++)
            {
                var (targetX, targetY) = (x + dx, y + dy);
                if (targetX < 0 || targetY < 0 || targetX >= _width || targetY >= _height)
                    continue;
                sum += Math.Abs(from[y * _width + x] - to[targetY * _width + targetX]);
                count++;
            }
        }

        // A place that has left the picture costs the same everywhere: it keeps its last position.
        return count < 16 ? 1e6 + dx * dx + dy * dy : sum / count + 1e-3 * (dx * dx + dy * dy);
    }

    private static float Vertex(double before, double best, double after)
    {
        var curvature = before - 2 * best + after;
        return curvature > 1e-9 ? (float)Math.Clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0;
    }

    private Vector2[] Smooth(Vector2[] path)
    {
        var smooth = new Vector2[path.Length];
        for (var i = 0; i < path.Length; i++)
        {
            var (sum, total) = (Vector2.Zero, 0f);
            for (var k = -2; k <= 2; k++)
            {
                var weight = 3 - Math.Abs(k);
                sum += weight * path[Math.Clamp(i + k, 0, path.Length - 1)];
                total += weight;
            }

            smooth[i] = _shrink * sum / total;
        }

        return smooth;
    }

    private float[] Shrink(Frame frame)
    {
        var small = new float[_width * _height];
        for (var y = 0; y < _height; y++)
        {
            var (top, bottom) = ((int)(y * _shrink), Math.Max((int)(y * _shrink) + 1, (int)((y + 1) * _shrink)));
            for (var x = 0; x < _width; x++)
            {
                var (left, right) = ((int)(x * _shrink), Math.Max((int)(x * _shrink) + 1, (int)((x + 1) * _shrink)));
                var sum = 0;
                for (var sourceY = top; sourceY < bottom; sourceY++)
                {
                    for (var sourceX = left; sourceX < right; sourceX++)
                    {
                        var pixel = 3 * (sourceY * frame.Width + sourceX);
                        sum += frame.Rgb[pixel] + 2 * frame.Rgb[pixel + 1] + frame.Rgb[pixel + 2];
                    }
                }

                small[y * _width + x] = sum / (4f * (bottom - top) * (right - left));
            }
        }

        return small;
    }
}
