using System.Numerics;
using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Warps every frame of a clip by a field of known strength.</summary>
internal static class ClipWarp
{
    private const double StrengthQuantile = 0.95;

    // Nodes that move by less than this share of the largest displacement do not count as moved.
    private const float StillShare = 0.01f;

    /// <summary>Warps a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="field">Displacement of a pixel of a frame, in any one unit.</param>
    /// <param name="strengthPixels">Strength of the whole displacement, pixels; see <see cref="Severity"/>.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <returns>A clip of the same frames, size and times.</returns>
    public static Video Apply(
        Video clip, Func<FieldPoint, Vector2> field, double strengthPixels, CancellationToken cancellationToken)
    {
        var grids = new DisplacementGrid[clip.Frames.Count];
        for (var i = 0; i < grids.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (frame, time) = (i, (float)i / Math.Max(1, grids.Length - 1));
            grids[i] = new(clip.Width, clip.Height, pixel => field(new(frame, time, pixel)));
        }

        var strength = Strength(grids);
        var scale = strength > 0 ? (float)strengthPixels / strength : 0;
        var frames = new Frame[grids.Length];
        for (var i = 0; i < grids.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames[i] = FrameWarp.Apply(clip.Frames[i], grids[i], scale);
        }

        return new(frames, clip.FramesPerSecond, clip.SourceFrameCount);
    }

    private static float Strength(DisplacementGrid[] grids)
    {
        var lengths = grids.SelectMany(grid => grid.Lengths).ToArray();
        Array.Sort(lengths);
        var firstMoved = Array.FindIndex(lengths, length => length > StillShare * lengths[^1]);
        return firstMoved < 0 ? 0 : lengths[firstMoved + (int)(StrengthQuantile * (lengths.Length - 1 - firstMoved))];
    }
}
