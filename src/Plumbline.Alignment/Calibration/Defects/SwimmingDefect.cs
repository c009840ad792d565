using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>The texture of a surface circles within its outline, as if under moving water.</summary>
internal sealed class SwimmingDefect : WarpDefect
{
    /// <inheritdoc/>
    public override string Name => "swimming";

    /// <inheritdoc/>
    public override string Description =>
        "Texture circles on a surface of about a quarter of the picture whose outline stays: "
        + "each part of it lags behind its neighbour.";

    /// <inheritdoc/>
    protected override Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random)
    {
        var region = SceneRegion.Choose(clean, 0.3f, random);
        var lagDirection = DrawDirection(random);
        var (turn, phase) = (random.NextSign(), (float)random.NextUnit());
        return point =>
        {
            var lag = 0.3f * Vector2.Dot(lagDirection, region.Local(point));
            return region.Weight(point, 0.4f) * new Vector2(
                Swing(1.6f, point.Time, phase + lag), turn * Swing(1.6f, point.Time, phase + lag + 0.25f));
        };
    }
}
