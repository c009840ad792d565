using System.Buffers;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Films one moment of a world with one camera.</summary>
/// <remarks>
/// Textures filter themselves, so one ray per pixel is enough inside a surface. Where neighbouring pixels see different
/// faces, or one lies in shadow, the pixel is the mean of 3 × 3 rays.
/// </remarks>
internal sealed class FrameRenderer
{
    private const int EdgeRaysPerSide = 3;
    private const int RowsPerBand = 8;

    private static readonly Lanes Steps = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);

    private readonly RayShader _shader;
    private readonly RenderedFrame _frame;
    private readonly int _width;
    private readonly int _height;

    private FrameRenderer(RayShader shader, RenderedFrame frame)
    {
        (_shader, _frame) = (shader, frame);
        (_width, _height) = (frame.View.Camera.Width, frame.View.Camera.Height);
    }

    /// <summary>Renders a frame.</summary>
    /// <param name="moment">The world.</param>
    /// <param name="view">The camera.</param>
    /// <param name="withNormals">Whether normals are kept.</param>
    /// <param name="threadCount">Threads that share the frame.</param>
    /// <returns>Picture, depth and what each pixel shows.</returns>
    public static RenderedFrame Render(Moment moment, View view, bool withNormals = false, int threadCount = 1)
    {
        var pixels = view.Camera.Width * view.Camera.Height;
        var frame = new RenderedFrame(
            view, new byte[pixels * 3], new float[pixels], new int[pixels], withNormals ? new float[pixels * 3] : []);
        var renderer = new FrameRenderer(new(moment, view), frame);
        renderer.InBands(threadCount, renderer.ShadeBand);
        renderer.InBands(threadCount, renderer.SmoothBand);
        return frame;
    }

    private void InBands(int threadCount, Action<int> shade)
    {
        var bandCount = (_height + RowsPerBand - 1) / RowsPerBand;
        if (threadCount == 1)
        {
            for (var band = 0; band < bandCount; band++)
                shade(band);
        }
        else
        {
            Parallel.For(0, bandCount, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, shade);
        }
    }

    private void ShadeBand(int band)
    {
        Span<byte> rgb = stackalloc byte[3 * Lanes3.Count];
        for (var y = band * RowsPerBand; y < Math.Min(_height, (band + 1) * RowsPerBand); y++)
        {
            for (var x = 0; x < _width; x += Lanes3.Count)
            {
                _shader.Shade(
                    Vector256.Create((float)x) + Steps, Vector256.Create((float)y),
                    new(x, y, x + Lanes3.Count - 1, y), 1, out var seen);
                Encoding.Write(seen.Colour, rgb);
                Keep(y * _width + x, Math.Min(Lanes3.Count, _width - x), seen, rgb);
            }
        }
    }

    private void Keep(int pixel, int count, in ShadedRays seen, ReadOnlySpan<byte> rgb)
    {
        rgb[..(3 * count)].CopyTo(_frame.Rgb.AsSpan(3 * pixel));
        for (var lane = 0; lane < count; lane++)
        {
            _frame.Depth[pixel + lane] = seen.Depth[lane];
            _frame.Faces[pixel + lane] = seen.Face[lane];
            if (_frame.Normals.Length == 0)
                continue;
            var at = 3 * (pixel + lane);
            _frame.Normals[at] = seen.Normal.X[lane];
            _frame.Normals[at + 1] = seen.Normal.Y[lane];
            _frame.Normals[at + 2] = seen.Normal.Z[lane];
        }
    }

    private void SmoothBand(int band)
    {
        var edges = ArrayPool<int>.Shared.Rent(RowsPerBand * _width + Lanes3.Count);
        var count = 0;
        for (var y = band * RowsPerBand; y < Math.Min(_height, (band + 1) * RowsPerBand); y++)
        {
            for (var x = 0; x < _width; x++)
            {
                if (IsEdge(x, y))
                    edges[count++] = y * _width + x;
            }
        }

        // The last group is filled up with its last pixel.
        for (var i = count; count > 0 && i < count + Lanes3.Count; i++)
            edges[i] = edges[count - 1];
        for (var i = 0; i < count; i += Lanes3.Count)
            Smooth(edges.AsSpan(i, Lanes3.Count));
        ArrayPool<int>.Shared.Return(edges);
    }

    private void Smooth(ReadOnlySpan<int> pixels)
    {
        var (x, y, sum) = (Lanes.Zero, Lanes.Zero, default(Lanes3));
        var (left, right) = ((float)_width, 0f);
        for (var lane = 0; lane < Lanes3.Count; lane++)
        {
            var (column, row) = (pixels[lane] % _width, pixels[lane] / _width);
            (x, y) = (x.WithElement(lane, column), y.WithElement(lane, row));
            (left, right) = (Math.Min(left, column), Math.Max(right, column));
        }

        var box = new PixelBox(left, y[0], right, y[Lanes3.Count - 1]);
        for (var j = 0; j < EdgeRaysPerSide; j++)
        {
            for (var i = 0; i < EdgeRaysPerSide; i++)
            {
                var (dx, dy) = ((i + 0.5f) / EdgeRaysPerSide - 0.5f, (j + 0.5f) / EdgeRaysPerSide - 0.5f);
                _shader.Shade(
                    x + Vector256.Create(dx), y + Vector256.Create(dy), box, 1f / EdgeRaysPerSide, out var seen);
                sum += Encoding.Clip(seen.Colour);
            }
        }

        Span<byte> rgb = stackalloc byte[3 * Lanes3.Count];
        Encoding.Write(1f / (EdgeRaysPerSide * EdgeRaysPerSide) * sum, rgb);
        for (var lane = 0; lane < Lanes3.Count; lane++)
            rgb.Slice(3 * lane, 3).CopyTo(_frame.Rgb.AsSpan(3 * pixels[lane]));
    }

    private bool IsEdge(int x, int y)
    {
        var (i, faces) = (y * _width + x, _frame.Faces);
        var face = faces[i];
        return (x > 0 && faces[i - 1] != face) || (x < _width - 1 && faces[i + 1] != face)
            || (y > 0 && faces[i - _width] != face) || (y < _height - 1 && faces[i + _width] != face);
    }
}
