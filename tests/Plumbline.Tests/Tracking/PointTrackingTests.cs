using Plumbline.Vision;
using Plumbline.Vision.Features;
using Plumbline.Vision.Tracking;

namespace Plumbline.Tests.Tracking;

public sealed class PointTrackingTests
{
    private const int Side = 96;

    [Fact]
    public void Corners_are_followed_to_a_tenth_of_a_pixel()
    {
        var (from, to) = (Picture(0, 0), Picture(3.3, -1.6));
        var corners = PointTracking.Corners(from, Side, Side, 60, 0.05, 4);

        var (ends, found) = PointTracking.Follow(from, to, Side, Side, corners, corners, 9, 1e-4);

        double[] errors = [
            .. Enumerable.Range(0, found.Length).Where(p => found[p] && IsInside(corners[2 * p], corners[2 * p + 1]))
            .Select(p => Math.Sqrt(Math.Pow(ends[2 * p] - corners[2 * p] - 3.3, 2)
                + Math.Pow(ends[2 * p + 1] - corners[2 * p + 1] + 1.6, 2))).Order()];
        Assert.True(errors.Length >= 20, $"{errors.Length} corners");
        Assert.InRange(errors[errors.Length / 2], 0, 0.1);
    }

    [Fact]
    public void A_picture_without_texture_has_no_corners()
    {
        Assert.Empty(PointTracking.Corners(new byte[Side * Side], Side, Side, 60, 0.05, 4));
    }

    [Fact]
    public void A_corner_that_is_covered_is_lost()
    {
        var covered = Picture(1, 0);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side / 2; x++)
                covered[y * Side + x] = 90;
        var pictures = new TrackPictures(Side, Side, [Picture(0, 0), Picture(0.5, 0), covered], 1);

        var window = TrackWindow.Follow(pictures, [0, 1, 2], 0);

        // Corners at the border may leave the picture.
        int[] inside = [.. Enumerable.Range(0, window.Count).Where(
            p => IsInside((float)window.Points[0][2 * p], (float)window.Points[0][2 * p + 1]))];
        var left = inside.Where(p => window.Points[0][2 * p] < Side / 2 - 8).ToArray();
        Assert.True(left.Count(p => window.Found[1][p]) > 0.8 * left.Length);
        Assert.All(left, p => Assert.False(window.Found[2][p]));
    }

    [Fact]
    public void A_frame_that_was_shown_before_is_no_new_witness()
    {
        var frames = new[] { 0.0, 1, 2, 3, 2, 1, 0 }.Select((shift, i) => Coloured(Picture(shift, 0), i)).ToArray();

        Assert.Equal([0, 1, 2, 3], TrackPictures.Prepare(frames).Fresh());
    }

    private static bool IsInside(float x, float y) => x is > 12 and < Side - 12 && y is > 12 and < Side - 12;

    // A smooth pattern without repeats, moved by a part of a pixel.
    private static byte[] Picture(double dx, double dy) =>
        [.. Enumerable.Range(0, Side * Side).Select(i =>
        {
            var (x, y) = (i % Side - dx, i / Side - dy);
            return (byte)(128 + 40 * Math.Sin(0.55 * x + 0.11 * y) + 35 * Math.Sin(0.47 * y - 0.2 * x) + 30 * Math.Sin(
                0.013 * x * y));
        })];

    private static Frame Coloured(byte[] gray, int index) =>
        new([.. gray.SelectMany(level => new[] { level, level, level })], Side, Side, index);
}
