using System.Numerics;
using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Warps every frame of a clip by a field of known strength.</summary>
internal static class ClipWarp
{
    /// <summary>Warps a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="field">Displacement of a pixel of a frame, in any one unit.</param>
    /// <param name="peakPixels">What the largest displacement of the whole clip shall be, pixels.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>A clip of the same frames, size and times.</returns>
    public static Video Apply(Video clip, Func<FieldPoint, Vector2> field, double peakPixels, CancellationToken cancellationToken)
    {
        var grids = new DisplacementGrid[clip.Frames.Count];
        for (var i = 0; i < grids.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (frame, time) = (i, (float)i / Math.Max(1, grids.Length - 1));
            grids[i] = new(clip.Width, clip.Height, pixel => field(new(frame, time, pixel)));
        }

        var peak = grids.Max(grid => grid.Peak);
        var scale = peak > 0 ? (float)peakPixels / peak : 0;
        var frames = new Frame[grids.Length];
        for (var i = 0; i < grids.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames[i] = FrameWarp.Apply(clip.Frames[i], grids[i], scale);
        }

        return new(frames, clip.FramesPerSecond, clip.SourceFrameCount);
    }
}
