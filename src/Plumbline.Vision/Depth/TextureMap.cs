namespace Plumbline.Vision.Depth;

/// <summary>
/// Structure tensor of a picture at the grid points: which directions of displacement its texture can witness.
/// </summary>
/// <remarks>
/// Shi and Tomasi, "Good Features to Track", CVPR 1994. Along an edge a displacement cannot be seen and must not be
/// counted.
/// </remarks>
internal sealed class TextureMap
{
    /// <summary>A direction is fully trusted when its gradient is this share of the gradient across it.</summary>
    public const float TrustedRatio = 0.4f;

    /// <summary>Below this share of the picture's own root mean square gradient a pixel cannot be tested.</summary>
    /// <remarks>
    /// Relative, so that blurring or darkening a clip does not choose for itself what it is tested on.
    /// </remarks>
    public const float LeastShare = 0.35f;

    /// <summary>
    /// Smallest and largest gradient, in grey levels per canonical pixel, at which testing may begin: noise lies below.
    /// </summary>
    public const float SmallestLeastGradient = 0.7f;
    private const float LargestLeastGradient = 2.5f;
    private const int Radius = 4;

    /// <summary>
    /// Softness up to which a picture counts as sharp, and by how much each unit beyond narrows the tolerance.
    /// </summary>
    private const float SharpSoftness = 0.6f;
    private const float NarrowingPerSoftness = 0.5f;

    private TextureMap(float[] xx, float[] xy, float[] yy, byte[] gray, int width, int gridWidth)
    {
        var meanSquare = (float)(xx.Average() + yy.Average());
        var least = Math.Clamp(LeastShare * MathF.Sqrt(meanSquare), SmallestLeastGradient, LargestLeastGradient);
        _leastSquare = least * least;
        _xx = xx;
        _xy = xy;
        _yy = yy;
        Softness = MeasureSoftness(gray, width, gridWidth);
    }

    private readonly float[] _xx;
    private readonly float[] _xy;
    private readonly float[] _yy;
    private readonly float _leastSquare;

    /// <summary>
    /// Energy of differences over four pixels against that over two, where there is texture: 0.25 for noise, 0.5 for a
    /// hard edge, 1 for a ramp.
    /// </summary>
    public float Softness { get; }

    /// <summary>Factor by which errors in this picture count as larger, from 1 for a sharp picture up.</summary>
    /// <remarks>
    /// Flow over a soft picture is smoother than the motion it stands for, so that the same faults look smaller:
    /// blurring a clip must not pay. Measured on wobbled real clips, a blur that takes softness from 0.45 to 0.86
    /// shrinks errors by an eighth.
    /// </remarks>
    public float ErrorScale => 1 / (1 - NarrowingPerSoftness * Math.Clamp(Softness - SharpSoftness, 0, 1));

    /// <summary>Share of the grid points that can be tested, 0 to 1.</summary>
    public double TestableShare => (double)Enumerable.Range(0, _xx.Length).Count(IsTestable) / _xx.Length;

    /// <summary>Whether the strongest direction has enough texture to test a displacement.</summary>
    public bool IsTestable(int g) => LargestEigenvalue(g) >= _leastSquare;

    /// <summary>Whether every direction has the texture that a track needs.</summary>
    public bool IsCorner(int g)
    {
        var half = 0.5f * (_xx[g] + _yy[g]);
        var root = MathF.Sqrt(MathF.Max(0, half * half - (_xx[g] * _yy[g] - _xy[g] * _xy[g])));
        return half - root >= _leastSquare;
    }

    private float LargestEigenvalue(int g)
    {
        var half = 0.5f * (_xx[g] + _yy[g]);
        return half + MathF.Sqrt(MathF.Max(0, half * half - (_xx[g] * _yy[g] - _xy[g] * _xy[g])));
    }

    /// <summary>Length of the part of a displacement that the texture can witness, in pixels.</summary>
    public float Visible(int g, float dx, float dy)
    {
        var half = 0.5f * (_xx[g] + _yy[g]);
        var root = MathF.Sqrt(MathF.Max(0, half * half - (_xx[g] * _yy[g] - _xy[g] * _xy[g])));
        var (l1, l2) = (half + root, half - root);
        // Eigenvector of the larger eigenvalue; any direction serves where both are equal.
        var (ex, ey) = MathF.Abs(_xy[g]) > 1e-6f ? (l1 - _yy[g], _xy[g]) : _xx[g] >= _yy[g] ? (1f, 0f) : (0f, 1f);
        var norm = MathF.Sqrt(ex * ex + ey * ey);
        (ex, ey) = (ex / norm, ey / norm);
        var along = ex * dx + ey * dy;
        var across = ex * dy - ey * dx;
        const float trusted = TrustedRatio * TrustedRatio;
        return MathF.Sqrt(along * along + MathF.Min(1, MathF.Max(0, l2) / (trusted * l1)) * across * across);
    }

    private float MeasureSoftness(byte[] gray, int width, int gridWidth)
    {
        var (near, far) = (0L, 0L);
        var height = gray.Length / width;
        for (var g = 0; g < _xx.Length; g++)
        {
            var (x, y) = (g % gridWidth * FlowGraph.Stride, g / gridWidth * FlowGraph.Stride);
            if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2 || !IsTestable(g))
                continue;
            var o = y * width + x;
            near += Square(gray[o + 1] - gray[o - 1]) + Square(gray[o + width] - gray[o - width]);
            far += Square(gray[o + 2] - gray[o - 2]) + Square(gray[o + 2 * width] - gray[o - 2 * width]);
        }

        // Without any texture nothing is tested, and softness says nothing.
        return near == 0 ? 0 : far / (4f * near);

        static int Square(int d) => d * d;
    }

    public static TextureMap Compute(byte[] gray, int width, int height, int gridWidth, int gridHeight)
    {
        var (xx, xy, yy) = (new float[width * height], new float[width * height], new float[width * height]);
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var o = y * width + x;
                // Sobel, scaled to grey levels per pixel: the smoothing across keeps compression noise out.
                var gx = (gray[o - width + 1] - gray[o - width - 1] + 2 * (gray[o + 1] - gray[o - 1])
                    + gray[o + width + 1] - gray[o + width - 1]) / 8f;
                var gy = (gray[o + width - 1] - gray[o - width - 1] + 2 * (gray[o + width] - gray[o - width])
                    + gray[o + width + 1] - gray[o - width + 1]) / 8f;
                (xx[o], xy[o], yy[o]) = (gx * gx, gx * gy, gy * gy);
            }

        return new(Sample(xx), Sample(xy), Sample(yy), gray, width, gridWidth);

        float[] Sample(float[] plane)
        {
            BoxFilter.Mean(plane, width, height, Radius);
            var grid = new float[gridWidth * gridHeight];
            for (var y = 0; y < gridHeight; y++)
                for (var x = 0; x < gridWidth; x++)
                    grid[y * gridWidth + x] = plane[y * FlowGraph.Stride * width + x * FlowGraph.Stride];
            return grid;
        }
    }
}

/// <summary>Mean over a square window, by running sums.</summary>
internal static class BoxFilter
{
    /// <summary>Replaces each sample by the mean over the window around it; windows are cut at the border.</summary>
    public static void Mean(float[] plane, int width, int height, int radius)
    {
        var line = new float[Math.Max(width, height)];
        var columns = new float[width];
        for (var y = 0; y < height; y++)
        {
            var row = plane.AsSpan(y * width, width);
            row.CopyTo(line);
            var sum = 0f;
            for (var x = 0; x < Math.Min(radius, width); x++)
                sum += line[x];
            for (var x = 0; x < width; x++)
            {
                if (x + radius < width)
                    sum += line[x + radius];
                if (x - radius - 1 >= 0)
                    sum -= line[x - radius - 1];
                row[x] = sum / (Math.Min(x + radius, width - 1) - Math.Max(x - radius, 0) + 1);
            }
        }

        // Down the columns, a row at a time so that memory is read in order.
        var copy = (float[])plane.Clone();
        for (var y = 0; y < Math.Min(radius, height); y++)
            for (var x = 0; x < width; x++)
                columns[x] += copy[y * width + x];
        for (var y = 0; y < height; y++)
        {
            var (enter, leave) = (y + radius, y - radius - 1);
            var scale = 1f / (Math.Min(y + radius, height - 1) - Math.Max(y - radius, 0) + 1);
            for (var x = 0; x < width; x++)
            {
                if (enter < height)
                    columns[x] += copy[enter * width + x];
                if (leave >= 0)
                    columns[x] -= copy[leave * width + x];
                plane[y * width + x] = columns[x] * scale;
            }
        }
    }
}
