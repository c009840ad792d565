using System.Numerics;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Calibration;

/// <summary>A defect that moves pixels about and does nothing else; a kind of it says only how.</summary>
/// <remarks>
/// Whatever a kind draws is scaled to the strength of the severity, see <see cref="Severity"/>. Pixels
/// are read by bicubic interpolation; what that alone does to a score is measured by <see cref="ResamplingControl"/>.
/// </remarks>
internal abstract class WarpDefect : Defect
{
    /// <inheritdoc/>
    protected override Video Damage(
        Video clean, int severity, double strengthPixels, SeededRandom random, CancellationToken cancellationToken) =>
        ClipWarp.Apply(clean, Draw(clean, random), strengthPixels, cancellationToken);

    /// <summary>Draws the displacement.</summary>
    /// <param name="clean">The clip that is damaged.</param>
    /// <param name="random">The source of every choice.</param>
    /// <returns>Displacement of a pixel of a frame, in any one unit.</returns>
    protected abstract Func<FieldPoint, Vector2> Draw(Video clean, SeededRandom random);
}
