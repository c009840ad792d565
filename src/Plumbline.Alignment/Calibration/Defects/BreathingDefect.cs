using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>A part of the scene swells and shrinks about its middle.</summary>
internal sealed class BreathingDefect : WarpDefect
{
    /// <inheritdoc/>
    public override string Name => "breathing";

    /// <inheritdoc/>
    public override string Description =>
        "A textured region of about a sixth of the picture swells and shrinks 1.7 times about its middle.";

    /// <inheritdoc/>
    protected override Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random)
    {
        var region = SceneRegion.Choose(clean, 0.25f, random);
        var phase = (float)random.NextUnit();
        return point =>
            region.Weight(point, 0.5f) * Swing(1.7f, point.Time, phase) * region.Local(point) * region.Radii;
    }
}
