using Plumbline.Vision;

namespace Plumbline.Tests.Synthetic;

public sealed class PlueckerRaysTests
{
    private static readonly Camera Lens = Camera.Centred(8, 8, 8);

    [Fact]
    public void A_ray_passes_through_every_point_that_its_cell_shows()
    {
        var moved = new Rigid3(Rigid3.RotationFromAxisAngle(new(0.1, -0.2, 0.05)), new(0.3, -0.1, 0.4));
        var rays = PlueckerRays.Of([new(0, Lens, Rigid3.Identity), new(1, Lens, moved)], 8, 8);
        var point = moved.Inverse() * (3 * Lens.Unproject(new(5, 2)));

        float At(int channel) => rays[((channel * 2 + 1) * 8 + 2) * 8 + 5];
        var (moment, direction) = (new Vector3(At(0), At(1), At(2)), new Vector3(At(3), At(4), At(5)));

        Assert.Equal(1, direction.Length, 1e-6);
        Assert.Equal(0, (point.Cross(direction) - moment).Length, 1e-6);
    }

    [Fact]
    public void Where_the_world_lies_does_not_matter()
    {
        var elsewhere = new Rigid3(Rigid3.RotationFromAxisAngle(new(0.4, 0.1, -0.3)), new(5, 6, 7));
        var second = new Rigid3(Rigid3.RotationFromAxisAngle(new(0, 0.1, 0)), new(0.2, 0, 0));

        var here = PlueckerRays.Of([new(0, Lens, Rigid3.Identity), new(1, Lens, second)], 2, 4);
        var there = PlueckerRays.Of([new(0, Lens, elsewhere), new(1, Lens, second * elsewhere)], 2, 4);

        Assert.All(here.Zip(there), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void The_first_camera_has_no_moments()
    {
        var rays = PlueckerRays.Of([new(0, Lens, new(Rigid3.RotationFromAxisAngle(new(1, 0, 0)), new(1, 2, 3)))], 2, 2);

        Assert.All(rays.Take(12), moment => Assert.Equal(0, moment, 1e-6));
    }
}
