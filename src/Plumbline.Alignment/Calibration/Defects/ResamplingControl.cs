using System.Numerics;
using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>The clip as resampling alone leaves it: every frame shifted by the same fraction of a pixel.</summary>
/// <remarks>
/// A constant shift of the picture keeps a rigid world rigid (the principal point moves by the fraction). If a judge
/// told this clip from the untouched one as clearly as a defect, it would be seeing the blur of the resampling and no
/// geometry.
/// </remarks>
public static class ResamplingControl
{
    private static readonly Vector2 ShiftPixels = new(0.41f, 0.37f);

    /// <summary>Resamples a clip.</summary>
    /// <param name="clip">Any clip.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>A clip of the same frames, size and times.</returns>
    public static Video Apply(Video clip, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return ClipWarp.Apply(clip, _ => ShiftPixels, ShiftPixels.Length(), cancellationToken);
    }
}
