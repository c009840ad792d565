using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class VideoWriterTests : IDisposable
{
    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [InlineData("clip.mkv", 64, 48)]
    [InlineData("clip.mkv", 80, 70)]
    [InlineData("clip.mkv", 33, 17)]
    [InlineData("clip.mkv", 1, 1)]
    [InlineData("clip.mkv", 3, 1)]
    [InlineData("clip.mkv", 2, 5)]
    [InlineData("%03d.png", 33, 17)]
    [InlineData("%03d.png", 1, 1)]
    public void Lossless_formats_give_back_what_was_written(string name, int width, int height)
    {
        var video = MediaWorkshop.Noise(width, height, 4);

        VideoWriter.Save(video, _workshop.At(name));

        var read = MediaFile.Probe(_workshop.At(name)).Load();
        Assert.Equal(4, read.Frames.Count);
        Assert.All(read.Frames, frame => Assert.Equal(video.Frames[frame.Index].Rgb, frame.Rgb));
    }

    [Theory]
    [InlineData("clip.mp4", 64, 48, "yuv420p")]
    [InlineData("clip.mp4", 33, 17, "yuv444p")]
    [InlineData("clip.mp4", 64, 17, "yuv444p")]
    [InlineData("clip.mp4", 1, 1, "yuv444p")]
    [InlineData("clip.mov", 64, 48, "yuv422p10le")]
    [InlineData("clip.mov", 33, 17, "yuv444p12le")]
    [InlineData("clip.gif", 33, 17, "bgra")]
    public void Lossy_formats_keep_size_count_rate_and_colour(string name, int width, int height, string pixelFormat)
    {
        var source = MediaFile.Probe(_workshop.Make(
            "source.mkv", "-f", "lavfi", "-i", "gradients=size=64x48:rate=10:duration=0.5:seed=3:speed=0.02", "-vf",
            $"format=gbrp,scale={width}:{height}:flags=bilinear,format=bgr0", "-c:v", "ffv1", "-level", "1")).Load();

        VideoWriter.Save(source, _workshop.At(name));

        var file = MediaFile.Probe(_workshop.At(name));
        var read = file.Load();
        Assert.Equal((width, height, 5), (read.Width, read.Height, read.Frames.Count));
        Assert.Equal(pixelFormat, file.PixelFormat);
        Assert.Equal(10, read.FramesPerSecond, 1e-3);
        var error = read.Frames.SelectMany(frame =>
            frame.Rgb.Zip(source.Frames[frame.Index].Rgb, (a, b) => Math.Abs(a - b))).Average();
        // A wrong matrix or range would cost five grey levels and more.
        Assert.InRange(error, 0, 3);
    }

    [Fact]
    public void A_rate_with_a_denominator_of_1001_stays_exact()
    {
        VideoWriter.Save(MediaWorkshop.Noise(16, 16, 4, 30000 / 1001.0), _workshop.At("clip.mp4"));

        Assert.Equal(30000 / 1001.0, MediaFile.Probe(_workshop.At("clip.mp4")).FramesPerSecond, 1e-10);
    }

    [Fact]
    public void The_same_clip_gives_the_same_bytes()
    {
        var video = MediaWorkshop.Noise(32, 32, 5);

        VideoWriter.Save(video, _workshop.At("first.mp4"));
        VideoWriter.Save(video, _workshop.At("second.mp4"));

        Assert.Equal(File.ReadAllBytes(_workshop.At("first.mp4")), File.ReadAllBytes(_workshop.At("second.mp4")));
    }

    [Fact]
    public void A_lower_quality_is_smaller()
    {
        var video = MediaWorkshop.Noise(64, 64, 5);

        VideoWriter.Save(video, _workshop.At("fine.mp4"));
        VideoWriter.Save(
            video, _workshop.At("coarse.mp4"),
            new EncoderSettings { ConstantRateFactor = 40, Preset = EncoderPreset.Ultrafast });

        Assert.True(new FileInfo(_workshop.At("coarse.mp4")).Length < new FileInfo(_workshop.At("fine.mp4")).Length);
    }

    [Fact]
    public void An_odd_size_is_never_halved_in_silence()
    {
        var settings = new EncoderSettings { Chroma = ChromaSampling.Halved };

        var exception = Assert.Throws<MediaException>(
            () => VideoWriter.Save(MediaWorkshop.Noise(33, 17, 2), _workshop.At("clip.mp4"), settings));

        Assert.Contains("33×17", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_that_is_not_completed_leaves_nothing_behind()
    {
        File.WriteAllText(_workshop.At("clip.mp4"), "an earlier clip");
        using (var writer = new VideoWriter(_workshop.At("clip.mp4"), 16, 16, 10))
            writer.Write(MediaWorkshop.Noise(16, 16, 1).Frames[0]);
        using (var writer = new VideoWriter(_workshop.At("%d.png"), 16, 16, 10))
            writer.Write(MediaWorkshop.Noise(16, 16, 1).Frames[0]);

        Assert.Equal("an earlier clip", File.ReadAllText(_workshop.At("clip.mp4")));
        Assert.Equal([_workshop.At("clip.mp4")], Directory.EnumerateFileSystemEntries(_workshop.Folder));
        Assert.Empty(ChildProcessTests.Children());
    }

    [Fact]
    public void Pictures_are_not_mixed_with_those_of_an_earlier_clip()
    {
        VideoWriter.Save(MediaWorkshop.Noise(8, 8, 3), _workshop.At("%d.png"));

        var exception = Assert.Throws<MediaException>(
            () => VideoWriter.Save(MediaWorkshop.Noise(8, 8, 2), _workshop.At("%d.png")));

        Assert.Contains("got 3 from an earlier clip", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var exception = Assert.Throws<MediaException>(
            () => VideoWriter.Save(MediaWorkshop.Noise(8, 8, 2), _workshop.At("nowhere/clip.mp4")));

        Assert.Contains("nowhere", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_of_another_size_is_refused()
    {
        using var writer = new VideoWriter(_workshop.At("clip.mp4"), 16, 16, 10);

        Assert.Throws<ArgumentException>(() => writer.Write(MediaWorkshop.Noise(16, 18, 1).Frames[0]));
    }

    [Fact]
    public void An_extension_without_an_encoder_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => VideoWriter.Save(MediaWorkshop.Noise(8, 8, 2), _workshop.At("clip.xyz")));
}
