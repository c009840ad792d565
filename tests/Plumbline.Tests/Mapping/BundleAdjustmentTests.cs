using System.Runtime.InteropServices;
using Plumbline.Vision;
using Plumbline.Vision.Mapping;

namespace Plumbline.Tests.Mapping;

public sealed class BundleAdjustmentTests
{
    private const int ViewCount = 6;
    private const int TrackCount = 40;
    private const double Focal = 300;

    // A moving collector puts arrays wherever it likes, and one clip must still have one score.
    [Theory]
    [InlineData(FocalMode.Shared)]
    [InlineData(FocalMode.PerView)]
    public void Where_the_arrays_lie_in_memory_changes_no_bit(object mode)
    {
        double[][] lowFirst =
        [
            GC.AllocateArray<double>(ViewCount, pinned: true), GC.AllocateArray<double>(6 * ViewCount, pinned: true),
            GC.AllocateArray<double>(ViewCount, pinned: true),
        ];
        Assert.Equal(lowFirst, lowFirst.OrderBy(Address));

        var before = Refined((FocalMode)mode, poses: lowFirst[1], focals: lowFirst[0]);
        var after = Refined((FocalMode)mode, poses: lowFirst[1], focals: lowFirst[2]);

        Assert.Equal(before.Cost, after.Cost);
        Assert.Equal(before.Focals, after.Focals);
        Assert.Equal(before.Poses, after.Poses);
        Assert.Equal(before.Points, after.Points);
    }

    // A camera that slides past a rough cloud of points, begun beside the truth.
    private static (double Cost, double[] Focals, double[] Poses, double[] Points) Refined(
        FocalMode mode, double[] poses, double[] focals)
    {
        var random = new Random(5);
        double Noise(double scale) => scale * (random.NextDouble() - 0.5);
        var world = Enumerable.Range(0, TrackCount)
            .Select(_ => new Vector3(Noise(2), Noise(2), 3 + Noise(2))).ToArray();
        var sightings = world.Select(point => Enumerable.Range(0, ViewCount).Select(view =>
        {
            var seen = Rigid3.RotationFromAxisAngle(new(0, 0.02 * view, 0)) * point - new Vector3(0.1 * view, 0, 0);
            return (view, Focal * seen.X / seen.Z + 160 + Noise(0.5), Focal * seen.Y / seen.Z + 120 + Noise(0.5));
        }).ToList());
        var tracks = FeatureTracks.Build(ViewCount, [.. sightings]);
        Array.Fill(focals, Math.Log(1.2 * Focal));
        Array.Clear(poses);
        for (var view = 0; view < ViewCount; view++)
            poses[6 * view + 3] = -0.1 * view;
        var state = new BundleState
        {
            ViewCount = ViewCount,
            PointCount = TrackCount,
            Poses = poses,
            LogFocals = focals,
            Points = [.. world.SelectMany(p => new[] { p.X + Noise(0.1), p.Y + Noise(0.1), p.Z + Noise(0.1) })],
            Cx = 160,
            Cy = 120,
            Aspect = 1,
            FocalMode = mode,
            PriorLogFocal = Math.Log(Focal),
        };
        var cost = BundleAdjustment.Run(
            state, tracks.ViewOf, tracks.TrackOf, tracks.Pixels, lossPixels: 0.7, maxIterations: 20);
        return (Assert.NotNull(cost), [.. focals], [.. poses], state.Points);
    }

    private static nint Address(double[] array) => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
