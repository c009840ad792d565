using Plumbline.Vision.Mapping;

namespace Plumbline.Vision.Depth;

/// <summary>A frame drawn from the geometry and the colour of the other frames only.</summary>
/// <param name="Rgb">Predicted colour on the canonical grid, byte[H × W × 3].</param>
/// <param name="Predicted">Where there is a prediction, bool[H × W].</param>
internal sealed record FramePrediction(byte[] Rgb, bool[] Predicted)
{
    private const int Sources = 2;

    /// <summary>Draws one frame.</summary>
    /// <param name="geometry">The shot.</param>
    /// <param name="test">What the others predict of its depth.</param>
    public static FramePrediction Draw(ShotGeometry geometry, FrameTest test)
    {
        var (width, height) = (geometry.Pictures.Width, geometry.Pictures.Height);
        var (rgb, predicted) = (new byte[3 * width * height], new bool[width * height]);
        if (geometry.Views[test.Frame] is not { } own)
            return new(rgb, predicted);
        var sources = geometry.Flows.Neighbours[test.Frame].Where(j => geometry.Views[j] is not null)
            .OrderBy(j => Math.Abs(j - test.Frame)).ThenBy(j => j).Take(Sources)
            .Select(j => (Rgb: geometry.Pictures.Rgb[j], Transfer: own.To(geometry.Views[j]!))).ToArray();
        var (depth, known) = Filled(test, geometry.Flows.GridWidth, geometry.Flows.GridHeight);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var cell = Math.Min(y / FlowGraph.Stride, geometry.Flows.GridHeight - 1) * geometry.Flows.GridWidth
                    + Math.Min(x / FlowGraph.Stride, geometry.Flows.GridWidth - 1);
                if (!known[cell])
                    continue;
                float red = 0, green = 0, blue = 0;
                var count = 0;
                foreach (var (source, t) in sources)
                {
                    double rho = depth[cell];
                    var w = t.H.M20 * x + t.H.M21 * y + t.H.M22 + rho * t.E.Z;
                    if (w < 1e-3)
                        continue;
                    var sx = (float)((t.H.M00 * x + t.H.M01 * y + t.H.M02 + rho * t.E.X) / w);
                    var sy = (float)((t.H.M10 * x + t.H.M11 * y + t.H.M12 + rho * t.E.Y) / w);
                    if (!(sx >= 0 && sy >= 0 && sx < width - 1 && sy < height - 1))
                        continue;
                    var (x0, y0) = ((int)sx, (int)sy);
                    var (fx, fy) = (sx - x0, sy - y0);
                    var o = 3 * (y0 * width + x0);
                    red += Bilinear(source, o, width, fx, fy);
                    green += Bilinear(source, o + 1, width, fx, fy);
                    blue += Bilinear(source, o + 2, width, fx, fy);
                    count++;
                }

                if (count == 0)
                    continue;
                var p = y * width + x;
                predicted[p] = true;
                rgb[3 * p] = (byte)(red / count + 0.5f);
                rgb[3 * p + 1] = (byte)(green / count + 0.5f);
                rgb[3 * p + 2] = (byte)(blue / count + 0.5f);
            }

        return new(rgb, predicted);
    }

    // Points that spread leave single cells empty between them; their neighbours' mean closes these.
    private static (float[] Depth, bool[] Known) Filled(FrameTest test, int width, int height)
    {
        var (depth, known) = ((float[])test.InverseDepth.Clone(), (bool[])test.Predicted.Clone());
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var c = y * width + x;
                if (test.Predicted[c])
                    continue;
                var (sum, count) = (0f, 0);
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                        if (test.Predicted[c + dy * width + dx])
                        {
                            sum += test.InverseDepth[c + dy * width + dx];
                            count++;
                        }

                if (count >= 3)
                    (depth[c], known[c]) = (sum / count, true);
            }

        return (depth, known);
    }

    private static float Bilinear(byte[] rgb, int o, int width, float fx, float fy) =>
        (1 - fy) * ((1 - fx) * rgb[o] + fx * rgb[o + 3])
            + fy * ((1 - fx) * rgb[o + 3 * width] + fx * rgb[o + 3 * width + 3]);
}
