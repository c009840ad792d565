using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class MediaFileLoadTests : IDisposable
{
    private const int FrameBytes = 64 * 48 * 3;

    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_clip_that_fits_is_kept_whole()
    {
        var file = MediaFile.Probe(_workshop.Mp4());

        var video = file.Load(new LoadOptions { MemoryBudgetBytes = 12 * FrameBytes });

        Assert.Equal((12, 12), (video.Frames.Count, video.SourceFrameCount));
        Assert.Equal(10, video.FramesPerSecond, 1e-10);
    }

    [Theory]
    [InlineData(11, 2)]
    [InlineData(6, 2)]
    [InlineData(5, 4)]
    [InlineData(3, 4)]
    [InlineData(2, 8)]
    [InlineData(0, 8)]
    public void A_clip_that_does_not_fit_is_thinned_evenly(int roomForFrames, int stride)
    {
        var file = MediaFile.Probe(_workshop.Mp4());
        var all = file.Decode().ToArray();

        var video = file.Load(new LoadOptions { MemoryBudgetBytes = Math.Max(1, roomForFrames * FrameBytes) });

        Assert.Equal(Enumerable.Range(0, 12).Where(i => i % stride == 0), video.Frames.Select(frame => frame.Index));
        Assert.Equal(12, video.SourceFrameCount);
        Assert.All(video.Frames, frame => Assert.Equal(all[frame.Index].Rgb, frame.Rgb));
        Assert.All(video.Frames, frame => Assert.Equal(all[frame.Index].Time, frame.Time));
    }

    [Fact]
    public void Loading_by_path_gives_the_same_clip()
    {
        var path = _workshop.Encode("clip.gif");

        var video = MediaFiles.Load(path);

        var expected = MediaFile.Probe(path).Load();
        Assert.Equal(expected.Frames.Select(frame => frame.Time), video.Frames.Select(frame => frame.Time));
        Assert.All(video.Frames.Zip(expected.Frames), pair => Assert.Equal(pair.Second.Rgb, pair.First.Rgb));
        Assert.Equal(expected.FramesPerSecond, video.FramesPerSecond);
    }

    [Fact]
    public void Chosen_frames_are_exactly_those()
    {
        var file = MediaFile.Probe(_workshop.Mp4());
        var all = file.Decode().ToArray();

        var video = file.Read([0, 3, 4, 11]);

        Assert.Equal([0, 3, 4, 11], video.Frames.Select(frame => frame.Index));
        Assert.Equal(12, video.SourceFrameCount);
        Assert.All(video.Frames, frame => Assert.Equal(all[frame.Index].Rgb, frame.Rgb));
    }

    [Fact]
    public void A_frame_beyond_the_end_is_an_error()
    {
        var file = MediaFile.Probe(_workshop.Mp4());

        var exception = Assert.Throws<MediaException>(() => file.Read([0, 12]));

        Assert.Contains("got 12 frames", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData(-1)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    public void Indices_that_do_not_rise_are_refused(params int[] indices)
    {
        var file = MediaFile.Probe(_workshop.Mp4());

        Assert.Throws<ArgumentException>(() => file.Read(indices));
    }

    [Fact]
    public void A_budget_of_nothing_is_refused()
    {
        var file = MediaFile.Probe(_workshop.Mp4());

        Assert.Throws<ArgumentOutOfRangeException>(() => file.Load(new LoadOptions { MemoryBudgetBytes = 0 }));
    }
}
