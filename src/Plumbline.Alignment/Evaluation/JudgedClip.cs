using Plumbline.Alignment.Judges;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>What the geometry judge found in a clip of a world, told its intrinsics.</summary>
/// <param name="Score">0 to 100, higher is better; absent where the clip is unscorable.</param>
/// <param name="Reason">Why it is unscorable; absent where it is not.</param>
/// <param name="Motion">How far the camera moved in the way it was told to.</param>
public sealed record JudgedClip(double? Score, string? Reason, MotionReading Motion)
{
    /// <summary>Judges a clip.</summary>
    /// <param name="rgb">RGB bytes, [F, H, W, 3].</param>
    /// <param name="world">The world that it shows or was asked to show, in the clip's format.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>What was found.</returns>
    public static JudgedClip Of(byte[] rgb, TrainingWorld world, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        ArgumentNullException.ThrowIfNull(world);
        var judge = new GeometryJudge(new() { Intrinsics = world.Views[0].Camera });
        var verdict = judge.Judge(ClipVideo.Of(rgb, world.Format), token);
        var motion = MotionReading.From(verdict, world.Camera.Move, world.Format.FrameCount);
        return verdict switch
        {
            Scored scored => new(scored.Score, null, motion),
            Unscorable unscorable => new(null, unscorable.Reason, motion),
            _ => throw new InvalidOperationException($"Judge a clip: expected a score or a reason, got {verdict}."),
        };
    }
}
