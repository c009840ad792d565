using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;
using Plumbline.Vision;

namespace Plumbline.Tests.Diffusion.Mini;

[LeavesNoTensors]
public sealed class EpipolarSamplesTests
{
    private const int Rows = 6;
    private const int Columns = 8;

    private static readonly Camera Lens = new(64, 48, 60, 55, 31.5, 23.5);

    private static readonly MiniDenoiserConfig Config = new() { LatentChannels = 2, PatchSize = 1, EpipolarDepths = 3 };

    [Fact]
    public void Samples_lie_where_the_first_camera_sees_the_points_of_a_ray()
    {
        using var scope = new TensorScope();
        Rigid3 moved = new(Rigid3.RotationFromAxisAngle(new(0.02, -0.05, 0.03)), new(-0.1, 0.05, 0.2));
        View[] views = [.. Enumerable.Range(0, 5).Select(frame =>
            new View(frame, Lens, frame == 2 ? moved : Rigid3.Identity))];

        var found = Of(views).Values.ToArray<float>();

        // The latents are the cell's own place, so that a sample says where it was read.
        var inside = 0;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                for (var plane = 0; plane < 3; plane++)
                {
                    var place = Seen(moved, row, column, plane / 2.0 / EpipolarSamples.NearestDepth);
                    var sample = found.AsSpan(((Rows * Columns + row * Columns + column) * 3 + plane) * 3, 3);
                    if (place.X is < 0 or > Columns - 1 || place.Y is < 0 or > Rows - 1)
                        continue;
                    inside++;
                    Assert.Equal(place.X, sample[0], 1e-3);
                    Assert.Equal(place.Y, sample[1], 1e-3);
                    Assert.Equal(1, sample[2], 1e-4);
                }
            }
        }

        Assert.True(inside > Rows * Columns);
    }

    [Fact]
    public void A_camera_that_stands_still_sees_the_first_frame_at_every_depth()
    {
        using var scope = new TensorScope();
        View[] views = [.. Enumerable.Range(0, 5).Select(frame => new View(frame, Lens, Rigid3.Identity))];

        var found = Of(views).Values;

        for (var plane = 0; plane < 3; plane++)
            Assert.True(found.Select(2, plane).Select(-1, 0).Slice(1, Rows * Columns)
                .IsClose(Latents().Select(1, 0).Select(1, 0).Reshape(1, Rows * Columns), 1e-4, 1e-3));
    }

    [Fact]
    public void Nothing_is_seen_without_cameras_or_a_first_frame()
    {
        using var scope = new TensorScope();
        View[] views = [.. Enumerable.Range(0, 5).Select(frame => new View(frame, Lens, Rigid3.Identity))];
        var rays = Rays(views);

        var blind = EpipolarSamples.Of(KnownFrames.First(Latents(), [true]), rays.ZerosLike(), Config);
        var unknown = EpipolarSamples.Of(KnownFrames.First(Latents(), [false]), rays, Config);

        Assert.Equal(0, blind.Values.Abs().Max().Item() + blind.IsGiven.Item());
        Assert.Equal(0, unknown.Values.Abs().Max().Item() + unknown.IsGiven.Item());
    }

    private static EpipolarSamples Of(View[] views) =>
        EpipolarSamples.Of(KnownFrames.First(Latents(), [true]), Rays(views), Config);

    private static Tensor Rays(View[] views) =>
        Tensor.From<float>(PlueckerRays.Of(views, Rows, Columns), [1, 6, views.Length, Rows, Columns], Device.Cpu);

    private static Tensor Latents()
    {
        float[] places = [.. Enumerable.Range(0, 2).SelectMany(axis => Enumerable.Range(0, 2).SelectMany(_ =>
            Enumerable.Range(0, Rows * Columns).Select(cell => (float)(axis == 0 ? cell % Columns : cell / Columns))))];
        return Tensor.From<float>(places, [1, 2, 2, Rows, Columns], Device.Cpu);
    }

    private static Point2 Seen(Rigid3 moved, int row, int column, double inverseDepth)
    {
        var (across, down) = (Lens.Width / (double)Columns, Lens.Height / (double)Rows);
        var firstFromCamera = moved.Inverse();
        var along = firstFromCamera.Rotation * Lens.Unproject(new((column + 0.5) * across - 0.5, (row + 0.5) * down - 0.5));
        var centre = firstFromCamera.Translation;
        var point = inverseDepth == 0 ? along : centre + (1 / inverseDepth - centre.Z) / along.Z * along;
        var pixel = Lens.Project(point);
        return new((pixel.X + 0.5) / across - 0.5, (pixel.Y + 0.5) / down - 0.5);
    }
}
