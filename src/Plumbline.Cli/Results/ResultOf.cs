using Plumbline.Alignment;
using Plumbline.Vision;

namespace Plumbline.Cli.Results;

/// <summary>Turns verdicts into the records that are written out.</summary>
internal static class ResultOf
{
    /// <summary>The record of a clip that was judged.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <param name="sha256">Its content hash.</param>
    /// <param name="video">The clip.</param>
    /// <param name="verdict">What the judge found.</param>
    /// <returns>The record; it no longer refers to the clip or the verdict.</returns>
    public static VideoResult Judged(string path, string sha256, Video video, Verdict verdict)
    {
        var onlyShot = verdict.Shots is [var shot] && verdict is Scored ? shot : null;
        return new()
        {
            Path = path,
            Sha256 = sha256,
            Verdict = verdict is Scored ? VerdictKind.Scored : VerdictKind.Unscorable,
            Reason = (verdict as Unscorable)?.Reason,
            Score = (verdict as Scored)?.Score,
            Interval = verdict is Scored { Interval: var interval } ? [interval.Low, interval.High] : null,
            Model = NameOf(onlyShot?.Model),
            FocalIntervalPixels = FocalInterval(onlyShot),
            Source = new(video.Width, video.Height, video.SourceFrameCount, video.FramesPerSecond),
            Parts = Parts(verdict.Parts),
            Shots = [.. verdict.Shots.Select(Shot)],
            Frames = [.. verdict.Shots.SelectMany(shot => shot.Frames).Select(Frame)],
            Cameras = [.. verdict.Shots.SelectMany(shot => shot.Reconstruction?.Views ?? []).Select(Camera)],
        };
    }

    /// <summary>The record of a clip without a verdict.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <param name="sha256">Its content hash, where it could be read.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="reason">The same in one sentence.</param>
    /// <returns>The record.</returns>
    public static VideoResult Failed(string path, string? sha256, FailureKind failure, string reason) => new()
    {
        Path = path,
        Sha256 = sha256,
        Verdict = VerdictKind.Unscorable,
        Reason = reason,
        Failure = failure,
        Parts = new Dictionary<string, PartResult>(),
        Shots = [],
        Frames = [],
        Cameras = [],
    };

    /// <summary>Measurements by name, in their order.</summary>
    /// <param name="parts">The measurements, each name once.</param>
    /// <returns>The records.</returns>
    public static Dictionary<string, PartResult> Parts(IEnumerable<Part> parts) =>
        parts.ToDictionary(part => part.Name, part => new PartResult(part.Value, part.Unit, NameOf(part.Direction)));

    private static ShotResult Shot(ShotVerdict shot) => new(shot.FirstFrame, shot.LastFrame)
    {
        Score = shot.Score,
        Reason = shot.Reason,
        Model = NameOf(shot.Model),
        FocalIntervalPixels = FocalInterval(shot),
        ReprojectionErrorPixels = shot.Reconstruction?.ReprojectionErrorPixels,
        Findings = [.. shot.Findings.Select(finding => new FindingResult(
            finding.FirstFrame, finding.LastFrame, finding.Place, finding.ErrorPixels, finding.AreaShare,
            finding.Text))],
    };

    private static FrameResult Frame(FrameVerdict frame) => new(frame.FrameIndex, frame.TimeSeconds)
    {
        Score = frame.Score,
        Parts = Parts(frame.Parts),
    };

    private static CameraResult Camera(View view) => new(
        view.FrameIndex, view.Camera.Fx, view.Camera.Fy, view.Camera.Cx, view.Camera.Cy, view.CameraFromWorld.ToRows());

    private static double[]? FocalInterval(ShotVerdict? shot) =>
        shot?.Reconstruction?.FocalIntervalPixels is var (low, high) ? [low, high] : null;

    private static string? NameOf(CameraModel? model) => model switch
    {
        null => null,
        CameraModel.Rotation => "rotation",
        CameraModel.RotationAndZoom => "rotationAndZoom",
        CameraModel.Translation => "translation",
        CameraModel.TranslationAndZoom => "translationAndZoom",
        CameraModel.TwoView => "twoView",
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "Expected a known camera model."),
    };

    private static string NameOf(Direction direction) => direction switch
    {
        Direction.HigherIsBetter => "higherIsBetter",
        Direction.LowerIsBetter => "lowerIsBetter",
        Direction.Descriptive => "descriptive",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Expected a known direction."),
    };
}
