using Plumbline.Vision.Features;

namespace Plumbline.Vision.Tracking;

/// <summary>Corners of one frame, followed through the frames before and after it.</summary>
/// <param name="Frames">Places of the frames in the list of pictures, rising, int[L].</param>
/// <param name="Centre">Place in <paramref name="Frames"/> of the frame whose corners they are.</param>
/// <param name="Points">Pixels of each track in each frame, double[L][2N]; to be read only where found.</param>
/// <param name="Found">Whether the track was followed there and back, bool[L][N].</param>
internal sealed record TrackWindow(int[] Frames, int Centre, double[][] Points, bool[][] Found)
{
    private const int MostCorners = 400;
    private const double Quality = 0.005;
    private const double LeastTexture = 1e-4;

    /// <summary>Least distance of two corners as a share of the diagonal.</summary>
    private const double SpacingShare = 0.02;

    /// <summary>
    /// How far from its start a corner may end that was followed there and back, as a share of the diagonal.
    /// </summary>
    private const double ReturnShare = 0.002;

    /// <summary>Tracks in the window.</summary>
    public int Count => Found[0].Length;

    /// <summary>Finds and follows corners.</summary>
    /// <param name="pictures">Pictures of the clip.</param>
    /// <param name="frames">Places of the window's frames, rising, at least 3.</param>
    /// <param name="centre">Place in <paramref name="frames"/> where the corners are found.</param>
    /// <remarks>
    /// A corner is followed from frame to frame, and then looked for again by its picture in the centre, so that errors
    /// do not add up; it counts as found where the way back ends at its start (Kalal, Mikolajczyk and Matas, ICPR
    /// 2010).
    /// </remarks>
    public static TrackWindow Follow(TrackPictures pictures, int[] frames, int centre)
    {
        var own = pictures.Gray[frames[centre]];
        var corners = PointTracking.Corners(
            own, pictures.Width, pictures.Height, MostCorners, Quality, SpacingShare * pictures.Diagonal);
        var (points, found) = (new double[frames.Length][], new bool[frames.Length][]);
        points[centre] = Array.ConvertAll(corners, value => (double)value);
        found[centre] = new bool[corners.Length / 2];
        Array.Fill(found[centre], true);
        foreach (var step in (int[])[-1, 1])
        {
            var (last, alive) = (corners, (bool[])found[centre].Clone());
            for (var i = centre + step; i >= 0 && i < frames.Length; i += step)
            {
                var to = pictures.Gray[frames[i]];
                var (near, isNear) = pictures.Follow(pictures.Gray[frames[i - step]], to, last, last, LeastTexture);
                var (ends, isFound) = pictures.Follow(own, to, corners, near, LeastTexture);
                var (back, isBack) = pictures.Follow(to, own, ends, corners, LeastTexture);
                for (var p = 0; p < alive.Length; p++)
                {
                    var (dx, dy) = (back[2 * p] - corners[2 * p], back[2 * p + 1] - corners[2 * p + 1]);
                    alive[p] &= isNear[p] && isFound[p] && isBack[p]
                        && Math.Sqrt(dx * dx + dy * dy) <= ReturnShare * pictures.Diagonal;
                }

                (points[i], found[i], last) =
                    (Array.ConvertAll(ends, value => (double)value), (bool[])alive.Clone(), ends);
            }
        }

        return new(frames, centre, points, found);
    }

    /// <summary>Whether a track was found in every frame.</summary>
    /// <param name="track">Which track.</param>
    public bool IsComplete(int track) => Found.All(frame => frame[track]);
}
