using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;
using Float3 = System.Numerics.Vector3;

namespace Plumbline.Alignment.Calibration;

/// <summary>Jelly over the whole picture: standing waves, each with its own rhythm.</summary>
internal sealed class WobbleDefect : WarpDefect
{
    /// <inheritdoc/>
    public override string Name => "wobble";

    /// <inheritdoc/>
    public override string Description =>
        "The whole picture bends like jelly: smooth standing waves of about 0.4 picture heights "
        + "swing 1.3 to 2.4 times.";

    /// <inheritdoc/>
    protected override Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random)
    {
        var waves = new SmoothWaves(0.4f * clean.Height, random);
        var phases = new Float3((float)random.NextUnit(), (float)random.NextUnit(), (float)random.NextUnit());
        return point => waves.At(
            point.Pixel,
            new(
                Swing(1.3f, point.Time, phases.X), Swing(1.9f, point.Time, phases.Y),
                Swing(2.4f, point.Time, phases.Z)));
    }
}
