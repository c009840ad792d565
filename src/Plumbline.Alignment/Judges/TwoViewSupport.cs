using Plumbline.Vision.Depth;
using Plumbline.Vision.Features;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// What is left to order the worst clips by: the share of the flow between two frames that one epipolar geometry
/// explains.
/// </summary>
/// <remarks>
/// Two views constrain one direction of two and nothing over time, so that this share is high for clips of any kind; it
/// is worth at most <see cref="Ceiling"/> points and serves as a floor below which full reconstruction says nothing
/// more.
/// </remarks>
internal static class TwoViewSupport
{
    /// <summary>Score of a clip whose every pair of frames is consistent by itself.</summary>
    public const double Ceiling = 20;
    private const int Spacing = 8;
    private const double ThresholdPixels = 1;

    /// <summary>
    /// Support of all neighbouring pairs, 0 to <see cref="Ceiling"/>; absent where nothing has texture.
    /// </summary>
    public static double? Measure(ShotGeometry geometry)
    {
        var flows = geometry.Flows;
        var (explained, total) = (new int[geometry.Pictures.Count - 1], new int[geometry.Pictures.Count - 1]);
        Parallel.For(0, explained.Length, i =>
        {
            var (from, to) = (new List<float>(), new List<float>());
            for (var y = 0; y < flows.GridHeight; y += Spacing / FlowGraph.Stride)
                for (var x = 0; x < flows.GridWidth; x += Spacing / FlowGraph.Stride)
                {
                    var g = y * flows.GridWidth + x;
                    if (!geometry.Textures[i].IsTestable(g) || !float.IsFinite(flows[i, i + 1].RoundTripPixels[g]))
                        continue;
                    total[i]++;
                    if (flows[i, i + 1].RoundTripPixels[g] > 1)
                        continue;
                    from.AddRange([x * FlowGraph.Stride, y * FlowGraph.Stride]);
                    to.AddRange([flows[i, i + 1].Targets[2 * g], flows[i, i + 1].Targets[2 * g + 1]]);
                }

            if (RobustGeometry.Fundamental([.. from], [.. to], ThresholdPixels) is { } found)
                explained[i] = found.Inliers.Count(x => x);
        });
        return total.Sum() == 0 ? null : Ceiling * explained.Sum() / total.Sum();
    }
}
