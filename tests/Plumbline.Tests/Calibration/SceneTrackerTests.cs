using System.Numerics;
using Plumbline.Alignment.Calibration;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Calibration;

public sealed class SceneTrackerTests
{
    private const int Width = 192;
    private const int Height = 128;

    public static TheoryData<CameraPath> Paths =>
        [new TruckPath(), new PanPath(12), new CranePath(), new HandHeldPath()];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_place_is_followed_to_where_the_camera_shows_it(CameraPath path)
    {
        var clip = SyntheticWorld.FromSeed(3).Render(path, Width, Height, 15, new() { Truth = RenderedTruth.Depth });
        var centre = new Vector2(120, 70);

        var followed = new SceneTracker(clip.Video).Follow(centre, new(28, 20));

        var middle = clip.Views[7];
        var depth = clip.DepthMaps[7].Depth[70 * Width + 120];
        var pointInWorld = middle.CameraFromWorld.Inverse() * ((double)depth * middle.Camera.Unproject(new(120, 70)));
        for (var i = 0; i < followed.Length; i++)
        {
            var shown = clip.Views[i].Camera.Project(clip.Views[i].CameraFromWorld * pointInWorld);
            var distance = (followed[i] - new Vector2((float)shown.X, (float)shown.Y)).Length();
            Assert.True(distance < 0.04 * Width, $"frame {i}: {distance:F1} px from {shown}");
        }
    }

    [Fact]
    public void A_still_clip_is_followed_to_the_same_place()
    {
        var frame = SyntheticWorld.FromSeed(3).Render(new PanPath(), Width, Height, 1).Video.Frames[0];
        var still = new Video([.. Enumerable.Range(0, 4).Select(i => frame.At(i, TimeSpan.FromSeconds(i)))], 1);

        var followed = new SceneTracker(still).Follow(new(90, 60), new(20, 20));

        Assert.All(followed, place => Assert.True((place - new Vector2(90, 60)).Length() < 0.1, $"{place}"));
    }

    [Fact]
    public void Texture_is_stronger_on_a_checked_solid_than_in_a_flat_picture()
    {
        var textured = SyntheticWorld.FromSeed(4)
            .Render(new PanPath(), Width, Height, 2, new() { Truth = RenderedTruth.None }).Video;
        var flat = new Video(
            [.. textured.Frames.Select(frame => new Frame(new byte[frame.Rgb.Length], Width, Height, frame.Index))],
            16);

        Assert.True(new SceneTracker(textured).TextureAt(0, new(96, 64), new(40, 40)) > 5);
        Assert.Equal(0, new SceneTracker(flat).TextureAt(0, new(96, 64), new(40, 40)));
    }
}
