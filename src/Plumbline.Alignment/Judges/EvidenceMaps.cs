using Plumbline.Vision.Depth;
using Plumbline.Vision.Mapping;

namespace Plumbline.Alignment.Judges;

/// <summary>Brings the maps of one frame to the canonical grid for a report.</summary>
internal static class EvidenceMaps
{
    public static PixelEvidence Draw(
        ShotGeometry geometry, ShotMeasurements measured, FrameTest test, bool[]? moving, double explainedFrom)
    {
        var (width, height) = (geometry.Pictures.Width, geometry.Pictures.Height);
        var (gw, gh) = (geometry.Flows.GridWidth, geometry.Flows.GridHeight);
        var scale = (float)geometry.Pictures.SourcePixels;
        var states = new PixelState[width * height];
        for (var p = 0; p < states.Length; p++)
        {
            var g = Cell(p);
            states[p] = moving?[g] == true ? PixelState.Moving
                : test.WeightSum[g] == 0 ? PixelState.Untestable
                : test.CreditSum[g] >= explainedFrom * test.WeightSum[g] ? PixelState.Explained
                : PixelState.Unexplained;
        }

        var epipolar = measured.Epipolar[test.Frame];
        var maps = new List<PartMap>
        {
            Map("sampsonError", "px", g => epipolar.Count[g] > 0 ? scale * epipolar.Sum[g] / epipolar.Count[g] : null),
        };
        if (measured.Depths[test.Frame] is { } depth)
            maps.Add(Map("depthAgreement", "1", g => depth.Measured[g] ? depth.Disagreement[g] : null));
        return new(
            width, height, geometry.Pictures.Rgb[test.Frame], measured.Predictions[test.Frame].Rgb,
            measured.Predictions[test.Frame].Predicted,
            states, Map("leaveOneOutError", "px", g =>
                test.WeightSum[g] > 0 ? scale * test.ErrorSum[g] / test.WeightSum[g] : null), maps);

        int Cell(int p) =>
            Math.Min(p / width / FlowGraph.Stride, gh - 1) * gw + Math.Min(p % width / FlowGraph.Stride, gw - 1);

        PartMap Map(string name, string unit, Func<int, float?> value)
        {
            var (values, there) = (new float[width * height], new bool[width * height]);
            for (var p = 0; p < values.Length; p++)
                if (value(Cell(p)) is { } v)
                    (values[p], there[p]) = (v, true);
            return new(name, unit, values, there);
        }
    }
}
