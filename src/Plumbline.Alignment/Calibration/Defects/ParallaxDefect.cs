using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>Near, middle and far slide over one another as if each were filmed by a camera of its own.</summary>
/// <remarks>
/// A flat clip has no depth to go by, so the layers are bands from the top (far) to the bottom (near) with a wavy,
/// slanted border: the order of most pictures of grounds and rooms.
/// </remarks>
internal sealed class ParallaxDefect : WarpDefect
{
    private const float BorderShare = 0.08f;

    /// <inheritdoc/>
    public override string Name => "parallax";

    /// <inheritdoc/>
    public override string Description =>
        "Three layers from far (top) to near (bottom) slide sideways, each in its own rhythm: "
        + "parallax that no camera gives.";

    /// <inheritdoc/>
    protected override Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random)
    {
        var (slant, wave, phase) =
            ((float)random.NextIn(-0.15, 0.15), (float)random.NextIn(1.5, 3), (float)random.NextUnit());
        var start = (float)random.NextUnit();
        var direction = Vector2.Normalize(new(1, (float)random.NextIn(-0.3, 0.3)));
        return point =>
        {
            var (x, y) = (point.Pixel.X / clean.Width, point.Pixel.Y / clean.Height);
            var depth = y + slant * (x - 0.5f) + 0.05f * Swing(wave, x, phase);
            var (isMiddle, isNear) = (Rise(depth, 0.38f), Rise(depth, 0.68f));
            var (far, middle, near) = (
                Swing(1.2f, point.Time, start), Swing(1.7f, point.Time, start + 0.33f),
                Swing(2.2f, point.Time, start + 0.67f));
            // What all layers share is a turn of the camera, not a defect.
            var shared = (far + middle + near) / 3;
            return ((1 - isMiddle) * far + isMiddle * (1 - isNear) * middle + isNear * near - shared) * direction;
        };
    }

    private static float Rise(float depth, float border)
    {
        var share = Math.Clamp((depth - border) / BorderShare + 0.5f, 0, 1);
        return share * share * (3 - 2 * share);
    }
}
