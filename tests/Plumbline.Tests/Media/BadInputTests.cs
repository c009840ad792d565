using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class BadInputTests : IDisposable
{
    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_missing_file() =>
        Says("nothing at this path", _workshop.At("missing.mp4"));

    [Fact]
    public void A_file_of_zero_bytes()
    {
        File.WriteAllBytes(_workshop.At("zero.mp4"), []);

        Says("an empty file of 0 bytes", _workshop.At("zero.mp4"));
    }

    [Fact]
    public void A_text_file_with_the_name_of_a_video()
    {
        File.WriteAllText(_workshop.At("text.mp4"), "It was a dark and stormy night.\n");

        Says("data in no video format that FFmpeg knows", _workshop.At("text.mp4"));
    }

    [Fact]
    public void A_file_without_a_single_frame_is_said_to_be_no_video()
    {
        File.WriteAllText(_workshop.At("text.mp4"), "It was a dark and stormy night.\n");

        var exception = Assert.Throws<MediaException>(() => MediaFiles.Load(_workshop.At("text.mp4")));

        Assert.Contains("text.mp4: expected a video, got data in no video format", exception.Message);
    }

    [Fact]
    public void An_mp4_that_was_cut_off_before_its_index() =>
        Says("cut off before its index", _workshop.CutOff(_workshop.Mp4(), "cut.mp4", 0.6));

    [Fact]
    public void An_mp4_that_was_cut_off_after_its_index()
    {
        var whole = _workshop.Encode("whole.mp4", "-pix_fmt", "yuv420p", "-movflags", "+faststart");

        Says("decodes to its end", _workshop.CutOff(whole, "cut.mp4", 0.7));
    }

    [Theory]
    [InlineData("clip.mkv")]
    [InlineData("clip.webm")]
    [InlineData("clip.avi")]
    public void Other_containers_that_were_cut_off(string name)
    {
        var exception = Says("decodes to its end", _workshop.CutOff(_workshop.Encode(name), "cut-" + name, 0.7));

        Assert.Matches("got [0-9]+ frames and then", exception.Message);
    }

    [Fact]
    public void A_gif_that_was_cut_off() =>
        Says("a whole GIF", _workshop.CutOff(_workshop.Encode("whole.gif"), "cut.gif", 0.7));

    [Fact]
    public void A_gif_that_lacks_only_its_last_byte_is_whole()
    {
        var whole = File.ReadAllBytes(_workshop.Encode("whole.gif"));
        File.WriteAllBytes(_workshop.At("short.gif"), whole[..^1]);

        Assert.Equal(12, MediaFile.Probe(_workshop.At("short.gif")).Load().SourceFrameCount);
    }

    [Theory]
    [InlineData("sound.m4a")]
    [InlineData("sound.mp4")]
    [InlineData("sound.wav")]
    [InlineData("sound.flac")]
    public void Audio_without_pictures(string name) =>
        Says("audio only", _workshop.Make(name, "-f", "lavfi", "-i", "sine=duration=0.2"));

    [Fact]
    public void Audio_with_a_cover_picture()
    {
        var sound = _workshop.Make("sound.wav", "-f", "lavfi", "-i", "sine=duration=0.2");
        var cover = _workshop.Encode("cover.png", "-frames:v", "1");

        Says("audio only", _workshop.Make(
            "song.flac", "-i", sound, "-i", cover, "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v",
            "attached_pic"));
    }

    [Fact]
    public void A_folder_without_pictures() =>
        Says("no picture in it", _workshop.Folder);

    [Fact]
    public void A_pattern_that_names_nothing() =>
        Says("got none", _workshop.At("%05d.png"));

    [Fact]
    public void A_picture_that_is_not_one()
    {
        _workshop.Encode("%02d.png");
        File.WriteAllText(_workshop.At("05.png"), "not a picture");

        Assert.Throws<MediaException>(() => MediaFile.Probe(_workshop.Folder).Load());
    }

    [Theory]
    [InlineData("64x80")]
    [InlineData("48x64")]
    public void Pictures_of_different_sizes(string size)
    {
        _workshop.Encode("1%d.png");
        _workshop.Make("2.png", "-f", "lavfi", "-i", $"testsrc=size={size}:duration=0.1:rate=10");

        Says("another size than the first", _workshop.Folder);
    }

    [Theory]
    [InlineData("64x80")]
    [InlineData("48x64")]
    public void A_clip_whose_size_changes_on_the_way(string size)
    {
        var first = File.ReadAllBytes(_workshop.Encode("first.h264", "-pix_fmt", "yuv420p"));
        var second = File.ReadAllBytes(
            _workshop.Make(
                "second.h264", "-f", "lavfi", "-i", $"testsrc=size={size}:duration=1:rate=10", "-pix_fmt", "yuv420p"));
        File.WriteAllBytes(_workshop.At("both.h264"), [.. first, .. second]);

        Says("another size or pixel format than the first", _workshop.At("both.h264"));
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:3,\nclip.mp4\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile 'clip.mp4'\n")]
    public void A_playlist_does_not_lead_to_other_files(string playlist)
    {
        _workshop.Mp4();
        File.WriteAllText(_workshop.At("list.mp4"), playlist);

        Says("points to other files", _workshop.At("list.mp4"));
    }

    [Fact]
    public void A_named_pipe_is_not_waited_for()
    {
        MediaWorkshop.Run("mkfifo", _workshop.At("pipe.mp4"));

        Says("0 bytes", _workshop.At("pipe.mp4"));
    }

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "The superuser may read every file.");
        MediaWorkshop.Run("chmod", "000", _workshop.Mp4());

        Says("permission denied", _workshop.At("clip.mp4"));
    }

    [Fact]
    public void A_picture_larger_than_any_video_is_refused_before_it_is_decoded()
    {
        var header = File.ReadAllBytes(_workshop.Encode("small.bmp", "-frames:v", "1"));
        BitConverter.TryWriteBytes(header.AsSpan(18), 30000);
        BitConverter.TryWriteBytes(header.AsSpan(22), 30000);
        File.WriteAllBytes(_workshop.At("huge.bmp"), header);

        Assert.Throws<MediaException>(() => MediaFile.Probe(_workshop.At("huge.bmp")).Load());
    }

    private static MediaException Says(string words, string path)
    {
        var exception = MediaWorkshop.Refusal(path);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(path), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Throws<MediaException>(() => MediaFiles.Load(path));
        return exception;
    }
}
