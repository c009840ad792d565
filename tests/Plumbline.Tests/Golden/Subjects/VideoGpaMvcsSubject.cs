using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// Multi-view consistency from depth [F, H, W, 1], [F, 1, H, W] or [F, H, W], and calibrations and poses of three or
/// four rows.
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
        // A name never seen before is clear only where there is one depth to take.
        _ when output.StartsWith("mvcs.", StringComparison.Ordinal) && Inputs(golden, "depth").Count == 1 =>
            Score(golden, channelAxis: 3, rows: 3),
        _ => null,
    };

    private static GoldenTensor? Score(GoldenCase golden, int channelAxis, int rows, double apart = 0)
    {
        var depth = Choose(Inputs(golden, "depth"), shape => shape.Length == 4 && shape[channelAxis] == 1);
        var calibration = Choose(Inputs(golden, "K"), shape => shape[1] == rows);
        var pose = Choose(Inputs(golden, "E"), shape => shape[1] == rows);
        if (depth is null || calibration is null || pose is null)
            return null;
        var (height, width) = depth.Shape is [_, 1, var h, var w] ? (h, w) : (depth.Shape[1], depth.Shape[2]);
        var certain = Enumerable.Repeat(1f, (int)(height * width)).ToArray();
        var maps = Enumerable.Range(0, (int)depth.Shape[0])
            .Select(i => new DepthMap(i, (int)width, (int)height, depth.At(i).Floats, certain));
        var poses = pose.ToPoses().Select(
            (e, i) => e with { Translation = e.Translation + new Vector3(i % 2 * apart, 0, 0) });
        var views = calibration.ToCalibrations().Zip(poses, maps).Select(
            view => new GeometryView(view.First, view.Second, view.Third));
        // Where we say absent, the reference writes 0.
        return GoldenTensor.Of(MultiViewConsistency.Score([.. views]) ?? 0);
    }

    private static IReadOnlyList<GoldenTensor> Inputs(GoldenCase golden, string prefix) =>
        [.. golden.InputNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(golden.Input)];

    private static GoldenTensor? Choose(IReadOnlyList<GoldenTensor> candidates, Func<long[], bool> fits) =>
        candidates.Count == 1 ? candidates[0] : candidates.FirstOrDefault(candidate => fits(candidate.Shape));
}
