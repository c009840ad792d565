using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>What all defects share: the door, the seed, and waves to move by.</summary>
/// <remarks>
/// No defect moves anything at one speed: next to a camera of one speed that could equal a rigid surface at another
/// depth, and calling it a defect would be wrong.
/// </remarks>
internal abstract class Defect : IDefect
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public Video Apply(Video clean, int severity, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clean);
        var strengthPixels = Severity.Pixels(severity, clean.Width, clean.Height);
        if (severity == 0)
            return clean;
        if (clean.Frames.Count < 2)
            throw new ArgumentException(
                $"Defect {Name}: expected a clip of at least 2 frames, got {clean}.", nameof(clean));
        // The name takes part, so that two defects of one seed differ in place.
        var random = new SeededRandom((uint)seed ^ ((ulong)StableHash(Name) << 32));
        return Damage(clean, severity, strengthPixels, random, cancellationToken);
    }

    /// <summary>Damages a clip that was checked.</summary>
    /// <param name="clean">A clip of at least two frames.</param>
    /// <param name="severity">Step of the ladder, at least 1.</param>
    /// <param name="strengthPixels">Strength of that step in this clip, pixels.</param>
    /// <param name="random">The source of every choice; the same for every step.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    protected abstract Video Damage(
        Video clean, int severity, double strengthPixels, SeededRandom random, CancellationToken cancellationToken);

    /// <summary>A direction drawn at random.</summary>
    protected static Vector2 DrawDirection(SeededRandom random)
    {
        var (sin, cos) = MathF.SinCos((float)random.NextIn(0, 2 * Math.PI));
        return new(cos, sin);
    }

    /// <summary>A sine wave in time.</summary>
    protected static float Swing(float cycles, float time, float phase) =>
        MathF.Sin(2 * MathF.PI * (cycles * time + phase));

    // FNV-1a; string.GetHashCode differs from run to run.
    private static uint StableHash(string text) =>
        text.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}
