using Plumbline.Vision.Mapping;

namespace Plumbline.Vision.Depth;

/// <summary>How well the depth of one frame agrees with that of its neighbours carried over to it.</summary>
internal sealed class DepthConsistency
{
    /// <summary>
    /// Depth is compared only where moving it to infinity would move the picture by so many canonical pixels.
    /// </summary>
    private const double LeastParallaxPixels = 2;

    /// <summary>Relative difference up to which two depths agree.</summary>
    private const double AgreementShare = 0.05;

    /// <summary>Ratio up to which depth is stable from one frame to the next.</summary>
    private const double StableRatio = 1.25;

    /// <summary>
    /// Share of compared pixels whose depths differ by at most 5 %, 0 to 1; absent where nothing could be compared.
    /// </summary>
    public double? Agreement { get; private init; }

    /// <summary>Share of pixels whose depth ratio to the next frame stays below 1.25, 0 to 1.</summary>
    public double? TemporalStability { get; private init; }

    /// <summary>Mean of |a − b| / (a + b) over compared depths; lower is better.</summary>
    public double? ScaleConsistentDifference { get; private init; }

    /// <summary>
    /// Mean angle in degrees between the surface normals of this frame and its neighbours' carried over.
    /// </summary>
    public double? NormalAngleDegrees { get; private init; }

    /// <summary>Relative disagreement of depth at each grid point, meaningful where measured.</summary>
    public required float[] Disagreement { get; init; }

    /// <summary>Where depth could be compared.</summary>
    public required bool[] Measured { get; init; }

    /// <summary>Compares the depth of a frame with that of its neighbours.</summary>
    /// <param name="flows">The grid and its links.</param>
    /// <param name="model">Metric cameras in canonical pixels.</param>
    /// <param name="views">Their projections.</param>
    /// <param name="depths">Metric inverse depth of each registered frame.</param>
    /// <param name="normals">Surface normals of each registered frame, in its camera.</param>
    /// <param name="frame">The frame.</param>
    /// <remarks>
    /// Agreement follows the geometric check of multi-view stereo (Schönberger et al., "Pixelwise View Selection", ECCV
    /// 2016);
    /// |a − b| / (a + b) is the geometry consistency of SC-Depth (Bian et al., NeurIPS 2019, eq. 3).
    /// </remarks>
    public static DepthConsistency Compare(
        FlowGraph flows, MappedModel model, ProjectiveView?[] views, float[]?[] depths, Vector3[]?[] normals, int frame)
    {
        var (gw, gh) = (flows.GridWidth, flows.GridHeight);
        var (disagreement, measured) = (new float[gw * gh], new bool[gw * gh]);
        int compared = 0, agreed = 0, next = 0, stable = 0, angles = 0;
        double difference = 0, angleSum = 0;
        if (views[frame] is { } own && depths[frame] is { } here)
            foreach (var k in flows.Neighbours[frame])
            {
                if (views[k] is not { } other || depths[k] is not { } there)
                    continue;
                var t = own.To(other);
                var kFromFrame = model.State.Pose(k) * model.State.Pose(frame).Inverse();
                for (var g = 0; g < here.Length; g++)
                {
                    double x = g % gw * FlowGraph.Stride, y = g / gw * FlowGraph.Stride, rho = here[g];
                    if (rho <= 0 || flows[frame, k].RoundTripPixels[g] > 1)
                        continue;
                    var w = t.H.M20 * x + t.H.M21 * y + t.H.M22 + rho * t.E.Z;
                    if (w < 1e-3)
                        continue;
                    var px = (t.H.M00 * x + t.H.M01 * y + t.H.M02 + rho * t.E.X) / w;
                    var py = (t.H.M10 * x + t.H.M11 * y + t.H.M12 + rho * t.E.Y) / w;
                    var (cx, cy) = ((int)(px / FlowGraph.Stride + 0.5), (int)(py / FlowGraph.Stride + 0.5));
                    if (!(px >= 0 && py >= 0 && cx < gw && cy < gh))
                        continue;
                    var cell = cy * gw + cx;
                    var (ex, ey) = (t.E.X - px * t.E.Z, t.E.Y - py * t.E.Z);
                    if (there[cell] <= 0 || rho * Math.Sqrt(ex * ex + ey * ey) < LeastParallaxPixels)
                        continue;
                    double carried = w / rho, seen = 1 / there[cell];
                    var relative = Math.Abs(carried - seen) / (carried + seen);
                    compared++;
                    difference += relative;
                    // |a − b| / (a + b) is half the relative difference.
                    if (2 * relative <= AgreementShare)
                        agreed++;
                    if (k == frame + 1)
                    {
                        next++;
                        if (Math.Max(carried / seen, seen / carried) < StableRatio)
                            stable++;
                    }

                    disagreement[g] =
                        measured[g] ? MathF.Min(disagreement[g], (float)(2 * relative)) : (float)(2 * relative);
                    measured[g] = true;
                    if (normals[frame] is { } from && normals[k] is { } to && from[g] != default && to[cell] != default)
                    {
                        angleSum += Math.Acos(Math.Clamp((kFromFrame.Rotation * from[g]).Dot(to[cell]), -1, 1))
                            * 180 / Math.PI;
                        angles++;
                    }
                }
            }

        return new()
        {
            Agreement = Ratio(agreed, compared),
            TemporalStability = Ratio(stable, next),
            ScaleConsistentDifference = Ratio(difference, compared),
            NormalAngleDegrees = Ratio(angleSum, angles),
            Disagreement = disagreement,
            Measured = measured,
        };
    }

    private static double? Ratio(double sum, int count) => count == 0 ? null : sum / count;
}
