using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>One version of a clip that the judge is asked about.</summary>
/// <param name="Id">Names what is done, and everything that it depends on but the clip.</param>
/// <param name="Label">What a user calls it.</param>
/// <param name="Apply">From the untouched clip to this version.</param>
internal sealed record Treatment(string Id, string Label, Func<Video, CancellationToken, Video> Apply)
{
    /// <summary>The defect and severity that stands for a damaged clip when attacks are tried.</summary>
    private const int AttackedSeverity = Severity.Worst - 1;

    /// <summary>The untouched clip.</summary>
    public static Treatment Clean { get; } = new("clean", "untouched", (clip, _) => clip);

    /// <summary>The clip as resampling alone leaves it.</summary>
    public static Treatment Control { get; } = new("control", "resampled", ResamplingControl.Apply);

    /// <summary>The clip with a defect.</summary>
    public static Treatment Of(IDefect defect, int severity, int seed) => new(
        $"defect {defect.Name} {severity} {seed}", $"{defect.Name} {severity}",
        (clip, token) => defect.Apply(clip, severity, seed, token));

    /// <summary>What attacks start from.</summary>
    public static Treatment Of(AttackBase attackBase, int seed) =>
        attackBase == AttackBase.Clean ? Clean : Of(DefectCatalog.Named(["wobble"])[0], AttackedSeverity, seed);

    /// <summary>The clip, damaged or not, after an attack.</summary>
    public static Treatment Of(IAttack attack, AttackBase attackBase, int seed)
    {
        var before = Of(attackBase, seed);
        return new(
            $"attack {attack.Name} on {before.Id}", $"{attack.Name} on {before.Label}",
            (clip, token) => attack.Apply(before.Apply(clip, token), token));
    }
}
