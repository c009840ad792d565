using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// The point renderer: all views, single views with other colours or backgrounds, and a view of nothing.
/// </summary>
internal sealed class VideoGpaProjectionSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_projection";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        var (height, width) = (golden.Config.GetProperty("H").GetInt32(), golden.Config.GetProperty("W").GetInt32());
        var positions = golden.Input("pc").Floats;
        var calibrations = golden.Input("K").ToCalibrations();
        var poses = golden.Input("E").ToPoses();
        Frame View(int i, string colours, (byte, byte, byte) background = default) => PointSplatting.Render(
            new(positions, golden.Input(colours).Floats), calibrations[i], poses[i], width, height, background);

        switch (output)
        {
            case "views":
                var levels = poses.SelectMany((_, i) => Levels(View(i, "colors255")));
                return GoldenTensor.Of(levels, poses.Count, height, width, 3);
            case "batch_reproject":
                var planes = poses.SelectMany((_, i) => Planes(View(i, "colors255")))
                    .Select(level => (double)(level / 255f * 2 - 1));
                return GoldenTensor.Of(planes, poses.Count, 3, height, width);
            case "empty":
                var empty = PointSplatting.Render(
                    new([], []), calibrations[0], poses[0], width, height, Corner(golden, output));
                return GoldenTensor.Of(empty.Rgb, height, width, 3);
            case var _ when output.StartsWith("view", StringComparison.Ordinal)
                && output.Split('_') is [var view, var variant]:
                var colours = golden.InputNames.Contains(variant) ? variant : "colors255";
                var background = variant == "bg" ? Corner(golden, output) : default;
                var picture = View(int.Parse(view["view".Length..]), colours, background);
                return GoldenTensor.Of(picture.Rgb, height, width, 3);
            default:
                return null;
        }
    }

    /// <summary>No file states the background; the first pixel, which no point covers, shows it.</summary>
    private static (byte, byte, byte) Corner(GoldenCase golden, string output)
    {
        var levels = golden.Output(output).Values;
        return ((byte)levels[0], (byte)levels[1], (byte)levels[2]);
    }

    private static IEnumerable<double> Levels(Frame frame) => frame.Rgb.Select(level => (double)level);

    private static IEnumerable<float> Planes(Frame frame) =>
        from c in Enumerable.Range(0, 3)
        from i in Enumerable.Range(0, frame.Width * frame.Height)
        select (float)frame.Rgb[3 * i + c];
}
