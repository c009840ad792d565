using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>
/// The geometry judge on clips of known cameras: told the intrinsics, and asked how far the camera obeyed its command.
/// </summary>
/// <remarks>
/// Where a clip's world is not known, the judge estimates the intrinsics and nothing is said of obedience. A camera
/// that was not found went in no direction: it counts as a wrong one, and has no error.
/// </remarks>
public sealed class GeometryMeter : IClipMeter
{
    /// <inheritdoc/>
    public string Key => $"geometry with cameras 1 {new GeometryJudge().Version}";

    /// <inheritdoc/>
    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(clip);
        var judge = new GeometryJudge(new() { Intrinsics = clip.World?.Views[0].Camera });
        var verdict = judge.Judge(video, token);
        var found = JudgeMeter.Of(judge.Name, verdict);
        if (clip.World is not { } world || video.Frames.Count < 2)
            return found;
        var (commanded, recovered) = (
            MotionReading.Commanded(world), MotionReading.From(verdict, world.Camera.Move, video.Frames.Count));
        var parts = found.Parts.Append(new(
            "camera.rightDirection", recovered.Amount is { } went && went * commanded > 0 ? 100 : 0, "%",
            Direction.HigherIsBetter));
        if (recovered.Amount is { } amount && commanded != 0)
            parts = parts.Append(new(
                "camera.error", 100 * Math.Abs(amount - commanded) / Math.Abs(commanded), "% of command",
                Direction.LowerIsBetter));
        return new([.. parts], found.Reason ?? recovered.Reason);
    }

    /// <inheritdoc/>
    public string ContextOf(ComparedClip clip) => WorldContext.Of(clip);
}
