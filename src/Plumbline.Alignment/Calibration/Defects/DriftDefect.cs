using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>A part of the scene slides against the rest, to and fro, faster and faster.</summary>
internal sealed class DriftDefect : WarpDefect
{
    /// <inheritdoc/>
    public override string Name => "drift";

    /// <inheritdoc/>
    public override string Description =>
        "A textured region of about a tenth of the picture slides against the scene as one piece, to and "
        + "fro with growing speed.";

    /// <inheritdoc/>
    protected override Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random)
    {
        var region = SceneRegion.Choose(clean, 0.2f, random);
        var (direction, phase) = (DrawDirection(random), (float)random.NextUnit());
        return point =>
        {
            var hurried = 0.4f * point.Time + 0.6f * point.Time * point.Time;
            return region.Weight(point, 0.75f) * Swing(1.3f, hurried, phase) * direction;
        };
    }
}
