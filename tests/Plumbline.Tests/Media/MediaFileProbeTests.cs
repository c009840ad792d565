using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class MediaFileProbeTests : IDisposable
{
    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_clip_says_its_size_rate_length_and_codec()
    {
        var file = MediaFile.Probe(_workshop.Mp4());

        Assert.Equal((64, 48), (file.Width, file.Height));
        Assert.Equal(10, file.FramesPerSecond);
        Assert.Equal(12, file.FrameCount);
        Assert.Equal(TimeSpan.FromSeconds(1.2), file.Duration);
        Assert.Equal(("h264", "yuv420p", 8), (file.Codec, file.PixelFormat, file.BitDepth));
        Assert.Equal(1, file.SampleAspectRatio);
        Assert.False(file.HasAlpha || file.IsVariableFrameRate);
        Assert.Equal(0, file.RotationDegrees);
    }

    [Fact]
    public void A_turned_clip_has_the_size_at_which_it_is_shown()
    {
        var turned = _workshop.Turn(_workshop.Mp4());

        var file = MediaFile.Probe(turned);

        Assert.Equal((48, 64), (file.Width, file.Height));
        Assert.Equal(90, file.RotationDegrees);
    }

    [Fact]
    public void Ten_bit_video_says_so() =>
        Assert.Equal(
            10, MediaFile.Probe(_workshop.Encode("deep.mkv", "-c:v", "ffv1", "-pix_fmt", "yuv420p10le")).BitDepth);

    [Theory]
    [InlineData("rgb48be", 16)]
    [InlineData("rgba64be", 16)]
    [InlineData("gray16be", 16)]
    [InlineData("rgb24", 8)]
    public void The_depth_of_a_picture_is_that_of_one_channel(string pixelFormat, int bits)
    {
        var picture = _workshop.Encode("picture.png", "-frames:v", "1", "-pix_fmt", pixelFormat);

        Assert.Equal(bits, MediaFile.Probe(picture).BitDepth);
    }

    [Theory]
    [InlineData("bgra", true)]
    [InlineData("yuva420p", true)]
    [InlineData("bgr0", false)]
    public void Alpha_is_seen_in_the_pixel_format(string pixelFormat, bool hasAlpha)
    {
        var clip = _workshop.Encode("clip.mkv", "-c:v", "ffv1", "-pix_fmt", pixelFormat);

        Assert.Equal(hasAlpha, MediaFile.Probe(clip).HasAlpha);
    }

    [Fact]
    public void Pixels_that_are_not_square_are_reported_and_left_alone()
    {
        var file = MediaFile.Probe(_workshop.Encode("wide.mp4", "-vf", "setsar=4/3", "-pix_fmt", "yuv420p"));

        Assert.Equal(4 / 3.0, file.SampleAspectRatio, 1e-10);
        Assert.Equal(64, file.Width);
    }

    [Fact]
    public void Uneven_times_make_a_variable_frame_rate()
    {
        var uneven = _workshop.Encode("uneven.mkv", "-vf", "select='not(eq(mod(n,5),2))'", "-fps_mode", "vfr");

        Assert.True(MediaFile.Probe(uneven).IsVariableFrameRate);
    }

    [Fact]
    public void A_constant_rate_rounded_to_the_clock_of_the_container_is_not_variable()
    {
        var rounded = _workshop.Make("rounded.gif", "-f", "lavfi", "-i", "testsrc=size=32x32:rate=24:duration=1");

        Assert.False(MediaFile.Probe(rounded).IsVariableFrameRate);
    }

    [Fact]
    public void Pictures_have_the_rate_that_is_asked_for()
    {
        _workshop.Encode("%02d.png");

        var file = MediaFile.Probe(_workshop.Folder, imagesPerSecond: 8);

        Assert.Equal((8, 12), (file.FramesPerSecond, file.FrameCount));
        Assert.Equal(TimeSpan.FromSeconds(1.5), file.Duration);
    }

    [Fact]
    public void A_stopped_probe_is_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => MediaFile.Probe(_workshop.Mp4(), source.Token));
    }
}
