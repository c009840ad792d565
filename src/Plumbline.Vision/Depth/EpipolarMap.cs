namespace Plumbline.Vision.Depth;

/// <summary>Dense Sampson error of one frame against its neighbours, at the grid points.</summary>
/// <param name="Sum">Sum of the Sampson distance to each neighbour, capped, in canonical pixels.</param>
/// <param name="Count">Number of neighbours measured.</param>
internal sealed record EpipolarMap(float[] Sum, byte[] Count)
{
    /// <summary>Larger distances count as this many canonical pixels: one wild match must not decide a mean.</summary>
    public const float CapPixels = 10;

    /// <summary>Mean over all measured grid points in canonical pixels; absent where nothing was measured.</summary>
    public double? MeanPixels
    {
        get
        {
            var (sum, count) = (0.0, 0);
            for (var g = 0; g < Sum.Length; g++)
            {
                sum += Sum[g];
                count += Count[g];
            }

            return count == 0 ? null : sum / count;
        }
    }

    /// <summary>Measures one frame.</summary>
    /// <param name="flows">Flow between the frames.</param>
    /// <param name="views">Views of the frames.</param>
    /// <param name="texture">Texture of the frame.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="leftOut">Grid points that are not measured; none when absent.</param>
    /// <remarks>
    /// Hartley and Zisserman, Multiple View Geometry, 2nd ed., eq. 11.9, with F = [e]× H; flows that do not return
    /// count as the cap.
    /// </remarks>
    public static EpipolarMap Measure(
        FlowGraph flows, ProjectiveView?[] views, TextureMap texture, int frame, bool[]? leftOut = null)
    {
        var size = flows.GridWidth * flows.GridHeight;
        var (sum, count) = (new float[size], new byte[size]);
        if (views[frame] is not { } own)
            return new(sum, count);
        foreach (var k in flows.Neighbours[frame])
        {
            if (views[k] is not { } other)
                continue;
            var t = own.To(other);
            if (t.E.Length < 1e-9)
                continue;
            var e = t.E;
            var f = new Matrix3(0, -e.Z, e.Y, e.Z, 0, -e.X, -e.Y, e.X, 0) * t.H;
            var flow = flows[frame, k];
            for (var g = 0; g < size; g++)
            {
                if (leftOut?[g] == true || !texture.IsTestable(g) || !float.IsFinite(flow.RoundTripPixels[g]))
                    continue;
                count[g]++;
                if (flow.RoundTripPixels[g] > 1)
                {
                    sum[g] += CapPixels;
                    continue;
                }

                double x = g % flows.GridWidth * FlowGraph.Stride, y = g / flows.GridWidth * FlowGraph.Stride;
                double u = flow.Targets[2 * g], v = flow.Targets[2 * g + 1];
                var line = f * new Vector3(x, y, 1);
                var back = f.Transpose * new Vector3(u, v, 1);
                var algebraic = u * line.X + v * line.Y + line.Z;
                var gradient = line.X * line.X + line.Y * line.Y + back.X * back.X + back.Y * back.Y;
                sum[g] += gradient > 0
                    ? MathF.Min(CapPixels, (float)Math.Sqrt(algebraic * algebraic / gradient))
                    : CapPixels;
            }
        }

        return new(sum, count);
    }
}
