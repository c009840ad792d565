using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class MediaFileDecodeTests : IDisposable
{
    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Every_frame_comes_once_in_order_with_its_time()
    {
        var frames = MediaFile.Probe(_workshop.Mp4()).Decode().ToArray();

        Assert.Equal(Enumerable.Range(0, 12), frames.Select(frame => frame.Index));
        Assert.Equal(
            Enumerable.Range(0, 12).Select(i => TimeSpan.FromMilliseconds(100 * i)),
            frames.Select(frame => frame.Time));
        Assert.Equal(12, frames.DistinctBy(frame => Convert.ToHexString(frame.Rgb)).Count());
    }

    [Fact]
    public void A_variable_frame_rate_keeps_the_times_of_the_source_and_neither_drops_nor_repeats_a_frame()
    {
        var uneven = _workshop.Encode(
            "uneven.mkv", "-vf", "select='not(eq(mod(n,5),2))'", "-fps_mode", "vfr", "-c:v", "ffv1", "-pix_fmt",
            "bgr0");
        var all = MediaFile.Probe(_workshop.Encode("all.mkv", "-c:v", "ffv1", "-pix_fmt", "bgr0")).Load();

        var frames = MediaFile.Probe(uneven).Decode().ToArray();

        int[] kept = [0, 1, 3, 4, 5, 6, 8, 9, 10, 11];
        Assert.Equal(kept.Select(i => TimeSpan.FromMilliseconds(100 * i)), frames.Select(frame => frame.Time));
        Assert.All(frames.Zip(kept), pair => Assert.Equal(all.Frames[pair.Second].Rgb, pair.First.Rgb));
    }

    [Fact]
    public void Frames_at_one_time_are_both_kept()
    {
        var twice = _workshop.Encode(
            "twice.nut", "-vf", "setpts=floor(N/2)*2", "-fps_mode", "passthrough", "-c:v", "ffv1", "-pix_fmt", "bgr0");

        Assert.Equal(12, MediaFile.Probe(twice).Decode().Count());
    }

    [Fact]
    public void A_clip_that_starts_late_starts_at_time_zero()
    {
        var late = _workshop.Encode("late.mkv", "-vf", "setpts=PTS+3/TB", "-fps_mode", "passthrough");

        Assert.Equal(TimeSpan.Zero, MediaFile.Probe(late).Decode().First().Time);
    }

    [Fact]
    public void A_turned_clip_is_decoded_as_it_is_shown()
    {
        var upright = _workshop.Mp4();
        var turned = _workshop.Turn(upright);
        var byHand = _workshop.Make("by-hand.mkv", "-i", upright, "-vf", "transpose=clock", "-c:v", "ffv1");

        var frame = MediaFile.Probe(turned).Decode().Last();

        Assert.Equal((48, 64), (frame.Width, frame.Height));
        Assert.Equal(MediaFile.Probe(byHand).Decode().Last().Rgb, frame.Rgb);
    }

    [Theory]
    [InlineData("yuv420p10le")]
    [InlineData("yuv444p12le")]
    [InlineData("gbrp16le")]
    [InlineData("gray")]
    public void Any_depth_becomes_eight_bits_of_the_same_picture(string pixelFormat)
    {
        var deep = _workshop.Encode("deep.mkv", "-c:v", "ffv1", "-pix_fmt", pixelFormat);
        var plain = _workshop.Encode(
            "plain.mkv", "-c:v", "ffv1", "-pix_fmt", pixelFormat == "gray" ? "gray" : "yuv444p");

        var error = MeanDifference(MediaFile.Probe(plain).Decode().Last(), MediaFile.Probe(deep).Decode().Last());

        // One grey level of rounding; halved chroma costs more at the hard edges of the test picture.
        Assert.InRange(error, 0, pixelFormat == "yuv420p10le" ? 8 : 1);
    }

    [Fact]
    public void Transparency_is_laid_over_black()
    {
        var clip = _workshop.Make(
            "glass.mkv", "-f", "lavfi", "-i", "color=red:size=4x4:rate=10:duration=0.1", "-vf",
            "format=rgba,geq=r=200:g=100:b=51:a=128",
            "-c:v", "ffv1", "-pix_fmt", "bgra");

        var frame = MediaFile.Probe(clip).Decode().Single();

        Assert.Equal([100, 50, 26], frame.Rgb[..3]);
    }

    [Fact]
    public void The_transparent_part_of_a_palette_is_black_too()
    {
        var gif = _workshop.Make(
            "hole.gif", "-f", "lavfi", "-i", "color=red:size=16x16:rate=10:duration=0.2", "-vf",
            "format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,8),0,255)',split[a][b];[a]palettegen=reserve_transparent=1[p];[b][p]paletteuse");

        var frame = MediaFile.Probe(gif).Decode().First();

        Assert.Equal([0, 0, 0], frame.Rgb[..3]);
        Assert.InRange(frame.Rgb[^3], 250, 255);
    }

    [Theory]
    [InlineData("clip.avi", "mpeg4")]
    [InlineData("clip.webm", "libvpx-vp9")]
    [InlineData("clip.mov", "prores_ks")]
    [InlineData("clip.mkv", "mjpeg")]
    [InlineData("clip.ts", "mpeg2video")]
    [InlineData("clip.h264", "libx264")]
    [InlineData("clip.gif", "gif")]
    public void Other_containers_and_codecs_give_every_frame(string name, string codec)
    {
        // MPEG-2 knows no rate of 10.
        var clip = _workshop.Encode(name, "-c:v", codec, "-r", codec == "mpeg2video" ? "25" : "10", "-frames:v", "12");

        var frames = MediaFile.Probe(clip).Decode().ToArray();

        Assert.Equal(12, frames.Length);
        Assert.All(frames.Skip(1).Zip(frames), pair => Assert.True(pair.First.Time > pair.Second.Time));
    }

    [Theory]
    [InlineData("-dash.mp4")]
    [InlineData("a:b.mp4")]
    [InlineData("100%d.mp4")]
    [InlineData("it's \"quoted\" & spaced.mp4")]
    [InlineData("ünïcode 视频.mp4")]
    public void A_strange_name_is_only_a_name(string name)
    {
        File.Copy(_workshop.Mp4("plain.mp4"), _workshop.At(name));

        Assert.Equal(12, MediaFile.Probe(_workshop.At(name)).Load().Frames.Count);
    }

    [Theory]
    [InlineData("clip.mp4", "-frames:v", "1", "-pix_fmt", "yuv420p")]
    [InlineData("clip.gif", "-frames:v", "1")]
    [InlineData("clip.mkv", "-frames:v", "1", "-c:v", "ffv1")]
    [InlineData("clip.png", "-frames:v", "1")]
    public void One_frame_is_a_clip(string name, params string[] arguments)
    {
        var video = MediaFile.Probe(_workshop.Encode(name, arguments)).Load();

        Assert.Equal((1, 1), (video.Frames.Count, video.SourceFrameCount));
    }

    [Fact]
    public void One_pixel_is_a_picture()
    {
        var clip = _workshop.At("dot.mkv");
        VideoWriter.Save(MediaWorkshop.Noise(1, 1, 3), clip);

        var video = MediaFile.Probe(clip).Load();

        Assert.Equal((1, 1, 3), (video.Width, video.Height, video.Frames.Count));
    }

    [Fact]
    public void Looking_at_the_first_frame_leaves_no_process_behind()
    {
        var file = MediaFile.Probe(_workshop.Mp4());

        Assert.Equal(0, file.Decode().First().Index);

        Assert.Empty(ChildProcessTests.Children());
    }

    [Fact]
    public void A_decoding_can_be_stopped_between_frames()
    {
        using var source = new CancellationTokenSource();
        using var frames = MediaFile.Probe(_workshop.Mp4()).Decode(source.Token).GetEnumerator();
        Assert.True(frames.MoveNext());

        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            while (frames.MoveNext())
            {
            }
        });
        Assert.Empty(ChildProcessTests.Children());
    }

    private static double MeanDifference(Frame first, Frame second)
    {
        Assert.Equal(first.Rgb.Length, second.Rgb.Length);
        return first.Rgb.Zip(second.Rgb, (a, b) => Math.Abs(a - b)).Average();
    }
}
