using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Attacks that play the frames of a clip in another order or at another speed.</summary>
internal static class TimeAttacks
{
    /// <summary>Every frame is the first one.</summary>
    public static IAttack Freeze { get; } = new Attack(
        "freeze", "Every frame is the first one.", AttackPromise.BecomesUnscorable,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.Select(_ => clip.Frames[0])));

    /// <summary>Every frame is shown twice.</summary>
    public static IAttack HalfSpeedDuplicated { get; } = new Attack(
        "half-speed-duplicated", "Half speed: every frame is shown twice.", AttackPromise.KeepsScore,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.SelectMany(frame => new[] { frame, frame })));

    /// <summary>Between two frames their mean is shown.</summary>
    public static IAttack HalfSpeedBlended { get; } = new Attack(
        "half-speed-blended", "Half speed: between two frames their mean is shown.", AttackPromise.KeepsScore,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.SelectMany((frame, i) =>
            i + 1 < clip.Frames.Count ? new[] { frame, Mean(frame, clip.Frames[i + 1]) } : [frame])));

    /// <summary>Played backwards.</summary>
    public static IAttack Reversed { get; } = new Attack(
        "reversed", "Played backwards.", AttackPromise.KeepsScore,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.Reverse()));

    /// <summary>Played twice.</summary>
    public static IAttack Looped { get; } = new Attack(
        "looped", "Played twice, with a jump back to the start.", AttackPromise.NeverRaises,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.Concat(clip.Frames)));

    /// <summary>Played forwards, then backwards.</summary>
    public static IAttack PingPong { get; } = new Attack(
        "ping-pong", "Played forwards, then backwards.", AttackPromise.NeverRaises,
        (clip, _) => ClipEdit.Play(clip, clip.Frames.Concat(clip.Frames.Reverse().Skip(1))));

    private static Frame Mean(Frame first, Frame second)
    {
        var rgb = new byte[first.Rgb.Length];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)((first.Rgb[i] + second.Rgb[i] + 1) >> 1);
        return new(rgb, first.Width, first.Height);
    }
}
