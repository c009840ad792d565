using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// Multi-view consistency from depth [F, H, W, 1] or [F, 1, H, W], calibrations and poses of three or four rows.
/// </summary>
internal sealed class VideoGpaMvcsSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_mvcs";

    public GoldenTensor? Compute(GoldenCase golden, string output) => output switch
    {
        // The names say nothing of the layouts: "a" has depth [F, H, W, 1], "b" has [F, 1, H, W] and four rows.
        "mvcs.a" or "mvcs.numpy_depth" => Score(golden, channelAxis: 3, rows: 3),
        "mvcs.b" => Score(golden, channelAxis: 1, rows: 4),
        // Not in the inputs: every second camera is moved so far away that no pixel is seen twice.
        "mvcs.none_visible" => Score(golden, channelAxis: 3, rows: 3, apart: 1e6),
        _ => null,
    };

    private static GoldenTensor? Score(GoldenCase golden, int channelAxis, int rows, double apart = 0)
    {
        var depth = Find(golden, shape => shape.Length == 4 && shape[channelAxis] == 1);
        var calibration = Find(golden, shape => shape.Length == 3 && shape[1] == rows && shape[2] == rows, "K");
        var pose = Find(golden, shape => shape.Length == 3 && shape[1] == rows && shape[2] == 4, "E");
        if (depth is null || calibration is null || pose is null)
            return null;
        var (height, width) = channelAxis == 3 ? (depth.Shape[1], depth.Shape[2]) : (depth.Shape[2], depth.Shape[3]);
        var certain = Enumerable.Repeat(1f, (int)(height * width)).ToArray();
        var views = calibration.ToCalibrations().Zip(pose.ToPoses(), (k, e) => (K: k, E: e))
            .Select((view, i) => new GeometryView(
            view.K,
            view.E with { Translation = view.E.Translation + new Vector3(i % 2 * apart, 0, 0) },
            new DepthMap(i, (int)width, (int)height, depth.At(i).Floats, certain)));
        // Where we say absent, the reference writes 0.
        return GoldenTensor.Of(MultiViewConsistency.Score([.. views]) ?? 0);
    }

    private static GoldenTensor? Find(GoldenCase golden, Func<long[], bool> fits, string prefix = "") =>
        golden.InputNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(golden.Input)
            .FirstOrDefault(input => fits(input.Shape));
}
